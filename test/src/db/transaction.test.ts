import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eq, sql } from 'drizzle-orm';
import { sqlStateOf } from '#src/db/database-error.ts';
import { drafts, users } from '#src/db/schema.ts';
import { inTransaction } from '#src/db/transaction.ts';
import { testDatabase } from '../../database.ts';

const { db } = await testDatabase();
await db.insert(users).values({ id: 'u', handle: 'Ada', handleKey: 'ada' });

test('inTransaction() tries again what lost against another, so that none of twenty steps is lost', async () => {
  const draft = { userId: 'u', exerciseId: 'e', exerciseHash: 'h', files: {}, revision: 0, savedAt: new Date(0) };
  await db.insert(drafts).values(draft);
  let tries = 0;
  const step = (): Promise<void> =>
    inTransaction(db, async (tx) => {
      tries++;
      const [found] = await tx.select().from(drafts);
      await tx.execute(sql`select pg_sleep(0.005)`);
      await tx
        .update(drafts)
        .set({ revision: (found?.revision ?? 0) + 1 })
        .where(eq(drafts.userId, 'u'));
    });
  for (let round = 0; round < 5; round++) await Promise.all(Array.from({ length: 4 }, step));
  assert.equal((await db.select().from(drafts))[0]?.revision, 20);
  assert.ok(tries > 20, `nothing was tried again in ${tries} tries`);
});

test('inTransaction() gives any other failure on at once, and keeps nothing', async () => {
  let tries = 0;
  const twice = inTransaction(db, async (tx) => {
    tries++;
    await tx.insert(users).values({ id: 'v', handle: 'Grace', handleKey: 'grace' });
    await tx.insert(users).values({ id: 'w', handle: 'ADA', handleKey: 'ada' });
  });
  await assert.rejects(twice, (error) => sqlStateOf(error) === '23505');
  assert.equal(tries, 1);
  assert.equal((await db.select().from(users)).length, 1);
});

test('sqlStateOf() knows PostgreSQL’s errors from others', () => {
  assert.equal(sqlStateOf(Object.assign(new Error('x'), { code: '23505' })), '23505');
  assert.equal(sqlStateOf(new Error('x', { cause: Object.assign(new Error('y'), { code: '40001' }) })), '40001');
  assert.equal(sqlStateOf(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })), undefined);
  assert.equal(sqlStateOf('40001'), undefined);
});
