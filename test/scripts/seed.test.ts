import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { sql } from 'drizzle-orm';
import { listExercises } from '@ounce/sandbox';
import { fill, realAccounts } from '../../scripts/seed/fill.ts';
import { pageQueries } from '../../scripts/seed/page-queries.ts';
import type pg from 'pg';
import { listening, tablesReadWhole, type Asked } from '../../scripts/seed/query-plans.ts';
import { testDatabase } from '../database.ts';
import { makeUser } from '../make-user.ts';

const { pool, db: plain } = await testDatabase();
const exercises = await listExercises(path.resolve(import.meta.dirname, '../../exercises'));
const known = new Map(exercises.map((exercise) => [exercise.id, exercise]));
const { db, asked } = listening(pool);
await fill(pool, { users: 2_000, submissions: 20_000, busy: 20 }, exercises, () => {});

for (const [name, ask] of Object.entries(pageQueries({ database: { db }, exercises: known }, 'seed-1'))) {
  test(`${name} reads no growing table from one end to the other`, async () => {
    asked();
    await ask();
    const queries = asked();
    assert.ok(queries.length > 0, 'nothing was asked');
    for (const query of queries) assert.deepEqual(await tablesReadWhole(pool, query), [], query.query);
  });
}

test('the runs of a learner come in the order of their index, however many there are', async () => {
  const { runs } = pageQueries({ database: { db }, exercises: known }, 'seed-1');
  asked();
  await runs?.();
  const [query] = asked();
  assert.equal(query && (await sorts(pool, query)), false);
  await db.execute(sql`select id from submissions where user_id = 'seed-1' order by seed`);
  const [sorted] = asked();
  assert.equal(sorted && (await sorts(pool, sorted)), true);
});

test('tablesReadWhole() notices a query without an index', async () => {
  asked();
  await db.execute(sql`select id from submissions where seed = 7`);
  const [query] = asked();
  assert.deepEqual(query && (await tablesReadWhole(pool, query)), ['submissions']);
});

test('realAccounts() counts those that the script has not made', async () => {
  assert.equal(await realAccounts(pool), 0);
  await makeUser(plain);
  assert.equal(await realAccounts(pool), 1);
});

/** Whether the query puts rows in order, rather than finding them so. */
async function sorts(pool: pg.Pool, { query, params }: Asked): Promise<boolean> {
  const { rows } = await pool.query(`explain (format json) ${query}`, [...params]);
  return /"Node Type":"(?:Incremental )?Sort"/.test(JSON.stringify(rows));
}
