/** `ounce operator …`: who runs this site. Over the database itself, since nobody may give this role over the web. */
import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { ConfigError, readConfig, type Config } from '../src/config.ts';
import { openDatabase, openPool } from '../src/db/client.ts';
import { DatabaseError } from '../src/db/database-error.ts';
import { ownerOf } from '../src/db/embedded/owner.ts';
import * as schema from '../src/db/schema.ts';
import type { Db } from '../src/db/transaction.ts';
import { listOperators, setRole } from '../src/services/account/set-role.ts';

const usage = 'What is wanted? ounce operator add <handle>, ounce operator remove <handle>, or ounce operator list';
const place = { address: 'this machine', userAgent: 'ounce operator' };

process.exitCode = await main(process.argv.slice(2));

async function main([verb, handle, ...more]: readonly string[]): Promise<number> {
  const known = verb === 'list' ? handle === undefined : (verb === 'add' || verb === 'remove') && handle !== undefined;
  if (!known || more.length > 0) return fail(usage);
  try {
    const { db, close } = await reach(readConfig(process.env));
    try {
      return verb === 'list' ? await list(db) : await change(db, handle ?? '', verb === 'add');
    } finally {
      await close();
    }
  } catch (error) {
    if (error instanceof ConfigError || error instanceof DatabaseError) return fail(error.message);
    throw error;
  }
}

/** The database of the Ounce that runs; else one that is opened for the moment. */
async function reach(config: Config): Promise<{ db: Db; close: () => Promise<void> }> {
  const running =
    config.databaseUrl === undefined ? await ownerOf(path.join(config.dataFolder, 'database')) : undefined;
  if (running?.socketFolder === undefined) return openDatabase(config);
  const pool = openPool({ host: running.socketFolder, user: 'ounce', database: 'postgres' });
  return { db: drizzle(pool, { schema }), close: () => pool.end() };
}

async function list(db: Db): Promise<number> {
  for (const handle of await listOperators(db)) console.log(handle);
  return 0;
}

async function change(db: Db, typed: string, add: boolean): Promise<number> {
  const done = await setRole(db, typed, add ? 'operator' : 'learner', place);
  if (!done) {
    console.error(`Nobody goes by "${typed}": sign up with that handle first, on the site itself`);
    return 1;
  }
  const now = add ? 'an operator' : 'a learner';
  const was = done.before === (add ? 'operator' : 'learner');
  console.log(`${done.handle} ${was ? 'was' : 'is now'} ${now}${was ? ' already' : ''}.`);
  return 0;
}

function fail(message: string): number {
  console.error(message);
  return 2;
}
