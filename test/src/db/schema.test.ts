import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eq } from 'drizzle-orm';
import { sqlStateOf } from '#src/db/database-error.ts';
import { securityEvents } from '#src/db/schema.ts';
import { testDatabase } from '../../database.ts';

const { db, pool } = await testDatabase();

test('security_events can be added to, and neither changed, deleted nor emptied', async () => {
  const event = { id: 'a', userId: 'u', kind: 'sign-in', address: '192.0.2.1', userAgent: 'test', detail: {} };
  await db.insert(securityEvents).values(event);
  const mine = eq(securityEvents.id, 'a');
  const refused = (error: unknown): boolean => sqlStateOf(error) === '23001';
  await assert.rejects(db.update(securityEvents).set({ kind: 'other' }).where(mine), refused);
  await assert.rejects(db.delete(securityEvents).where(mine), refused);
  await assert.rejects(pool.query('truncate security_events'), refused);
  assert.equal((await db.select().from(securityEvents))[0]?.kind, 'sign-in');
});
