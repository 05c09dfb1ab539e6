/**
 * Fills a database with made-up learners, to see how pages do at size: `npm exec -- node scripts/seed.ts [--users 100000]
 * [--submissions 1000000] [--beside-accounts]`, with the environment that the server has. Prints what was read whole, and
 * the time of each page's queries against that of the empty database. Refuses a database with accounts of people.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { listExercises, type LoadedExercise } from '@ounce/sandbox';
import { readConfig } from '#src/config.ts';
import { openDatabase, type Database } from '#src/db/client.ts';
import { fill, realAccounts, seedPrefix } from './seed/fill.ts';
import { pageQueries } from './seed/page-queries.ts';
import { listening, tablesReadWhole } from './seed/query-plans.ts';
import { timesOf } from './seed/times.ts';

const options = {
  users: { type: 'string', default: '100000' },
  submissions: { type: 'string', default: '1000000' },
  'beside-accounts': { type: 'boolean', default: false },
} as const;

const { values } = parseArgs({ options });
const amounts = { users: wholeNumber('users'), submissions: wholeNumber('submissions') };
const database = await openDatabase(readConfig(process.env));
try {
  const real = await realAccounts(database.pool);
  if (real > 0 && !values['beside-accounts']) {
    throw new Error(
      `Cannot seed ${database.place}: it holds ${real} accounts that were not made by this script. Name an empty database, or add --beside-accounts`,
    );
  }
  await seed(database);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await database.close();
}

async function seed(database: Database): Promise<void> {
  const exercises = await listExercises(path.resolve(import.meta.dirname, '../exercises'));
  const known = new Map(exercises.map((exercise) => [exercise.id, exercise]));
  const one = { users: 1, submissions: 0 };
  await fill(database.pool, one, exercises, () => {});
  const before = await timesOf(database, known);
  await database.pool.query(`delete from users where id like '${seedPrefix}%'`);
  const begun = performance.now();
  await fill(database.pool, amounts, exercises, (sentence) => {
    console.log(`${sentence} after ${Math.round((performance.now() - begun) / 1000)} s`);
  });
  const after = await timesOf(database, known);
  for (const [name, time] of Object.entries(after)) {
    const ratio = time / (before[name] ?? time);
    console.log(`${name}: ${time.toFixed(2)} ms, ${ratio.toFixed(2)} of the empty database's`);
  }
  await tellPlans(database, known);
}

async function tellPlans({ pool }: Database, exercises: ReadonlyMap<string, LoadedExercise>): Promise<void> {
  const { db, asked } = listening(pool);
  for (const [name, ask] of Object.entries(pageQueries({ database: { db }, exercises }, `${seedPrefix}1`))) {
    await ask();
    const whole = (await Promise.all(asked().map((query) => tablesReadWhole(pool, query)))).flat();
    if (whole.length > 0) console.log(`${name}: reads ${whole.join(', ')} from one end to the other`);
  }
  console.log('Plans are looked at.');
}

function wholeNumber(name: 'users' | 'submissions'): number {
  const text = values[name];
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${name} is ${text}, wanted is a whole number from 1`);
  return Number(text);
}
