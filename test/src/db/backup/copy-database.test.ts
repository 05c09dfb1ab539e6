import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyDatabase } from '#src/db/backup/copy-database.ts';
import type { Database } from '#src/db/client.ts';
import { passkeys, searchEntries, securityEvents, submissions, users } from '#src/db/schema.ts';
import { testDatabase } from '../../../database.ts';

test('copyDatabase() copies every table there and back, and every value comes home as it was', async () => {
  const [source, server, back] = [await testDatabase(), await testDatabase(), await testDatabase()];
  await fill(source);
  const there = await copyDatabase({ from: source.connection, to: server.connection });
  const home = await copyDatabase({ from: server.connection, to: back.connection });
  assert.deepEqual(there, home);
  const counts = Object.fromEntries(there.map(({ table, rows }) => [table, rows]));
  assert.equal(counts['users'], 1_200);
  assert.equal(counts['submissions'], 1);
  assert.equal(there.length, Object.keys(counts).length);
  for (const table of [users, submissions, passkeys, securityEvents, searchEntries] as const) {
    const [first, last] = [await source.db.select().from(table), await back.db.select().from(table)];
    assert.ok(first.length > 0);
    assert.deepEqual(last, first);
  }
});

test('copyDatabase() refuses a database that has rows, and one of another schema', async () => {
  const [source, target] = [await testDatabase(), await testDatabase()];
  await fill(source);
  await target.db.insert(searchEntries).values({ key: 'k', href: '/', kind: 'lesson', title: 't', body: 'b' });
  const both = { from: source.connection, to: target.connection };
  const used = { code: 'COPY_TARGET_USED', message: /search_entries of the database to copy to has rows already/ };
  await assert.rejects(copyDatabase(both), used);
  assert.deepEqual(await target.db.select().from(users), []);
  await target.pool.query(`delete from migrations where name like '0001%'`);
  await assert.rejects(copyDatabase(both), { code: 'DATABASE_SCHEMA_FOREIGN', message: /different versions/ });
});

test('copyDatabase() takes nothing over when the copy differs', async () => {
  const [source, target] = [await testDatabase(), await testDatabase()];
  await fill(source);
  await target.pool.query(`
    create function lose() returns trigger language plpgsql as $$ begin new.handle := 'another'; return new; end $$;
    create trigger lose before insert on users for each row when (new.id = 'u7') execute function lose()`);
  const both = { from: source.connection, to: target.connection };
  const differs = { code: 'COPY_DIFFERS', message: /users has 1200 rows with checksum \S+, its copy has 1200 with/ };
  await assert.rejects(copyDatabase(both), differs);
  assert.deepEqual(await target.db.select().from(users), []);
});

/** Rows in more than one batch, and values that lose something when they are handled carelessly. */
async function fill({ db }: Database): Promise<void> {
  const many = Array.from({ length: 1_200 }, (_, n) => ({ id: `u${n}`, handle: `Ünï "${n}"`, handleKey: `key ${n}` }));
  await db.insert(users).values(many);
  const key = { userId: 'u7', transports: ['usb'], name: 'blue', counter: Number.MAX_SAFE_INTEGER };
  await db.insert(passkeys).values({ ...key, id: 'k', publicKey: Buffer.from([0, 255, 92, 39, 10]) });
  const submission = { userId: 'u7', exerciseId: 'e', exerciseHash: 'h', seed: 2 ** 52 + 1, passed: false };
  const files = { 'a.ts': 'const tab = "\\t\t\\u2028\u2028";\r\n' };
  const verdict = { deep: [{ n: 1e-7, big: 9007199254740991, text: '\\N', none: null }] };
  const at = new Date('2026-01-01T00:00:00.123Z');
  await db.insert(submissions).values({ ...submission, id: 's', files, verdict, at });
  const event = { userId: 'gone', kind: 'sign-in', address: '2001:db8::1', userAgent: '', detail: {} };
  await db.insert(securityEvents).values({ ...event, id: 'e' });
  await db.insert(searchEntries).values({ key: 'k', href: '/', kind: 'lesson', title: 'Quoting', body: 'Bind values' });
}
