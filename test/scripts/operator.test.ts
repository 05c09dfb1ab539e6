import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eq } from 'drizzle-orm';
import { securityEvents, users } from '#src/db/schema.ts';
import { testDatabase } from '../database.ts';
import { runOunce } from '../packages/cli/run-ounce.ts';

const { db, url } = await testDatabase();
const environment = { OUNCE_DATABASE_URL: url };

test('ounce operator makes an account an operator and a learner again, and that is on its record', async () => {
  await db.insert(users).values({ id: 'one', handle: 'Zoë', handleKey: 'zoë' });
  const added = await runOunce(['operator', 'add', 'ZOË'], environment);
  assert.deepEqual([added.code, added.stdout], [0, 'Zoë is now an operator.\n'], added.stderr);
  assert.equal((await runOunce(['operator', 'add', 'zoë'], environment)).stdout, 'Zoë was an operator already.\n');
  assert.equal((await runOunce(['operator', 'list'], environment)).stdout, 'Zoë\n');
  assert.equal((await runOunce(['operator', 'remove', 'zoë'], environment)).code, 0);
  assert.equal((await runOunce(['operator', 'list'], environment)).stdout, '');
  const events = await db.select().from(securityEvents).where(eq(securityEvents.userId, 'one'));
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['role-changed', 'role-changed'],
  );
});

test('ounce operator says when nobody has the handle, and what is wanted', async () => {
  const nobody = await runOunce(['operator', 'add', 'nobody-here'], environment);
  assert.deepEqual([nobody.code, /sign up with that handle first/.test(nobody.stderr)], [1, true], nobody.stderr);
  for (const args of [['operator'], ['operator', 'add'], ['operator', 'list', 'x'], ['operator', 'crown', 'x']]) {
    const { code, stderr } = await runOunce(args, environment);
    assert.deepEqual([code, /What is wanted\?/.test(stderr)], [2, true], stderr);
  }
});
