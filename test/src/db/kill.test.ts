import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { killDuringWrites } from './kill-during-writes.ts';
import { scratch } from './held-database.ts';

// scripts/bench of its own: `node test/src/db/kill-during-writes.ts 200` does the same at length.
test('no confirmed row is lost when Ounce, its server or both are killed while they write, ten times', async (t) => {
  const { kills, confirmed, lost } = await killDuringWrites(path.join(scratch(t), 'database'), 10, 7);
  assert.equal(kills, 10);
  assert.ok(confirmed > 100, `only ${confirmed} rows were confirmed`);
  assert.deepEqual(lost, []);
});
