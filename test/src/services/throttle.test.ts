import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'drizzle-orm';
import { throttles } from '#src/db/schema.ts';
import { giveBack, takeTry, tidyThrottles, type Limit } from '#src/services/throttle/throttle.ts';
import { testDatabase } from '../../database.ts';

const { db } = await testDatabase();
const limit = (key: string, tries = 3): Limit[] => [{ key, tries, seconds: 60 }];

test('takeTry() lets through as many as the limit says, at once too, and tells the seconds to wait', async () => {
  const waits = await Promise.all(Array.from({ length: 20 }, () => takeTry(db, limit('one'))));
  assert.equal(waits.filter((wait) => wait === 0).length, 3);
  assert.ok(
    waits.every((wait) => wait >= 0 && wait <= 60),
    waits.join(),
  );
  assert.equal(await takeTry(db, limit('other')), 0);
});

test('takeTry() asks for the longest wait of several limits', async () => {
  const both: Limit[] = [...limit('short', 1), { key: 'long', tries: 1, seconds: 600 }];
  assert.equal(await takeTry(db, both), 0);
  assert.ok((await takeTry(db, both)) > 60);
});

test('takeTry() begins anew when the time is over', async () => {
  for (let i = 0; i < 4; i++) await takeTry(db, limit('over'));
  await db.update(throttles).set({ expiresAt: sql`now() - interval '1 second'` });
  assert.equal(await takeTry(db, limit('over')), 0);
});

test('giveBack() takes a try from the count, and never below none', async () => {
  for (let i = 0; i < 10; i++) {
    assert.equal(await takeTry(db, limit('right')), 0);
    await giveBack(db, limit('right'));
  }
  await giveBack(db, limit('right'));
  const waits = [];
  for (let i = 0; i < 4; i++) waits.push((await takeTry(db, limit('right'))) > 0);
  assert.deepEqual(waits, [false, false, false, true]);
});

test('tidyThrottles() forgets what is over and nothing else', async () => {
  await db.delete(throttles);
  await takeTry(db, limit('gone'));
  await db.update(throttles).set({ expiresAt: sql`now() - interval '1 second'` });
  await takeTry(db, limit('stays'));
  await tidyThrottles(db);
  assert.equal((await db.select().from(throttles)).length, 1);
});
