/** Transactions that are tried again when the database could not put them in order with others. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { sqlStateOf } from './database-error.ts';
import type * as schema from './schema.ts';

/** What queries are asked of. */
export type Db = NodePgDatabase<typeof schema>;
/** The same inside a transaction, where nothing but this may be used. */
export type Transaction = Parameters<Parameters<Db['transaction']>[0]>[0];

/** Serialization failure, deadlock. */
const tryAgain = new Set(['40001', '40P01']);
const mostTries = 12;

/**
 * Runs the task in one transaction, serializable unless said otherwise, and again when it lost against another: so the task
 * does nothing that can't be done twice. Throws the last failure after a dozen.
 */
export async function inTransaction<T>(
  db: Db,
  task: (tx: Transaction) => Promise<T>,
  isolationLevel: 'serializable' | 'read committed' = 'serializable',
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction(task, { isolationLevel });
    } catch (error) {
      if (tries === mostTries || !tryAgain.has(sqlStateOf(error) ?? '')) throw error;
      await sleep(Math.random() * 2 ** Math.min(tries, 8));
    }
  }
}
