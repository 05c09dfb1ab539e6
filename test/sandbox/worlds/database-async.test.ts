import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { graderFor, makeExercise, verdictOn } from '../probe-exercise.ts';

/** What `solve` gave back, the statements that the database got, and the rows that are left. */
async function solved(
  t: TestContext,
  source: string,
  calls = 1,
): Promise<{ seen: unknown[]; sql: string[]; rows: unknown[] }> {
  const scene = `export default ({ database }) => database.setUp('CREATE TABLE t (n INTEGER PRIMARY KEY)');`;
  const checks = `[{ id: 'shows', task: 1, title: 'It shows', feedback: 'f', async holds({ app, database }) {
    const came = await app.together(Array.from({ length: ${calls} }, (_, n) => ['solve', n]));
    return { observed: JSON.stringify({ seen: came.map(({ value, message }) => value ?? message), sql: database.statements.map(({ sql }) => sql), rows: database.rows('SELECT n FROM t ORDER BY n').map(({ n }) => n) }) }; } }]`;
  const grader = await graderFor(t, await makeExercise({ worlds: ['database'], checks, scene }));
  const { fault, checks: findings } = await verdictOn(grader, source);
  const [finding] = findings;
  if (finding?.observed === undefined) throw new Error(fault?.message ?? finding?.error?.message);
  return JSON.parse(finding.observed) as { seen: unknown[]; sql: string[]; rows: unknown[] };
}

test('ounce:db/async reads and writes, and rejects where ounce:db throws', async (t) => {
  const { seen, rows } = await solved(
    t,
    `import db, { query, run } from 'ounce:db/async';
export async function solve() {
  const promise = run('INSERT INTO t VALUES (?)', [7]);
  const told = (work: Promise<unknown>) => work.catch((error: any) => [error instanceof Error, error.message]);
  return [promise instanceof Promise, (await promise).changes, await db.query('SELECT n FROM t WHERE n = :n', { n: 7 }), await told(query('SELEC')), await told(query(5 as any)), await told(run('DROP TABLE t'))];
}`,
  );
  assert.deepEqual(seen, [
    [
      true,
      1,
      [{ n: 7 }],
      [true, 'near "SELEC": syntax error'],
      [true, 'The SQL must be a string, got number'],
      [true, 'not authorized'],
    ],
  ]);
  assert.deepEqual(rows, [7]);
});

test('transaction() gives what its work gives, rolls back when it throws, and ends with it', async (t) => {
  const { seen, sql, rows } = await solved(
    t,
    `import { query, transaction, type Transaction } from 'ounce:db/async';
const told = (work: Promise<unknown>) => work.catch((error: any) => error.message);
export async function solve() {
  let late: Transaction | undefined;
  const kept = await transaction(async (own) => { late = own; await own.run('INSERT INTO t VALUES (1)'); return 'kept'; });
  const undone = await told(transaction(async ({ run }) => { await run('INSERT INTO t VALUES (2)'); throw new Error('undone'); }));
  return [kept, undone, await told(late!.run('INSERT INTO t VALUES (3)')), await query('SELECT n FROM t'), await told(transaction(5 as any))];
}`,
  );
  assert.deepEqual(seen, [
    ['kept', 'undone', 'The transaction has ended', [{ n: 1 }], 'transaction() needs a function'],
  ]);
  assert.deepEqual(sql, [
    'BEGIN IMMEDIATE',
    'INSERT INTO t VALUES (1)',
    'COMMIT',
    'BEGIN IMMEDIATE',
    'INSERT INTO t VALUES (2)',
    'ROLLBACK',
    'SELECT n FROM t',
  ]);
  assert.deepEqual(rows, [1]);
});

test('a transaction has the database alone: nothing comes between its statements', async (t) => {
  const { sql, rows } = await solved(
    t,
    `import { run, transaction } from 'ounce:db/async';
export async function solve(n: number) {
  if (n === 0) await run('INSERT INTO t VALUES (0)');
  else await transaction(async (own) => { for (let i = 0; i < 4; i++) await own.run('INSERT INTO t VALUES (' + (n * 10 + i) + ')'); });
}`,
    4,
  );
  assert.equal(rows.length, 13);
  const all = sql.join('\n');
  for (const n of [1, 2, 3]) {
    const inserts = [0, 1, 2, 3].map((i) => `INSERT INTO t VALUES (${n * 10 + i})`);
    assert.ok(all.includes(['BEGIN IMMEDIATE', ...inserts, 'COMMIT'].join('\n')), all);
  }
});

test('transactions as statements are refused, since statements of other calls would run inside of them', async (t) => {
  const { seen } = await solved(
    t,
    `import { query, run } from 'ounce:db/async';
const told = (work: Promise<unknown>) => work.catch((error: any) => error.message);
export const solve = async () => [await told(run('BEGIN')), await told(run('SAVEPOINT s')), await told(query('commit')), await told(run('INSERT INTO t VALUES (1)')).then((done: any) => done.changes)];`,
  );
  const refused = 'A transaction needs transaction() here';
  assert.deepEqual(seen, [[refused, refused, refused, 1]]);
});
