/** The database world: a real SQLite in memory, with every statement on record. */
import { DatabaseSync, constants, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { limits } from '../limits.ts';
import { replaceClockAndDice } from './sqlite-now.ts';
import type { HostFunction, Opening, World } from './world.ts';

/** One statement as the database received it. */
export interface Statement {
  /** The text as prepared. */
  sql: string;
  /** The values bound to its placeholders. */
  values: readonly unknown[];
  /** How many rows came back or changed; -1 when it failed. */
  rows: number;
  /** SQLite's message, when it failed. */
  error?: string;
}

/**
 * What a check or exploit sees as `database`. The learner's program has
 * `import { query, run } from 'ounce:db'`, both synchronous:
 * `query(sql, values = [])` → rows as objects; `run(sql, values = [])` → `{ changes, lastId }`.
 * 'ounce:db/async' has the same two as asynchronous functions, and `transaction(work)`: where several calls are open,
 * each statement waits for its turn, and a transaction has the database alone.
 * Placeholders are `?` (values as an array) or `:name`, `@name`, `$name` (values as an object).
 * Only reading and changing rows is allowed: no schema changes, no ATTACH, no PRAGMA.
 */
export interface DatabaseWorld {
  /** Author's set-up: several statements at once, not recorded. */
  setUp(sql: string): void;
  /** Author's look at the data: not recorded. */
  rows(sql: string, ...values: readonly (string | number | null)[]): Record<string, unknown>[];
  /** Author's insert of one row, values bound: not recorded. */
  insert(table: string, row: Readonly<Record<string, string | number | null>>): void;
  /** What the learner's program sent, in order. */
  readonly statements: readonly Statement[];
}

/** More than any check needs. */
const mostStatements = 10_000;

/** Opens an empty database. What SQLite takes for the present, and for chance, is the run's. */
export function openDatabaseWorld(
  given: Pick<Opening, 'startsAt' | 'seed'> = { startsAt: 0, seed: 0 },
): World & { handle: DatabaseWorld } {
  const database = new DatabaseSync(':memory:', {
    limits: { length: 1_000_000, sqlLength: 100_000, likePatternLength: 1_000 },
  });
  const closeClock = replaceClockAndDice(database, given);
  const statements: Statement[] = [];
  let learner = false;
  let transactionsRefused = false;
  let refusedOne = false;
  database.setAuthorizer((action, name, other) => {
    if (transactionsRefused && (action === constants.SQLITE_TRANSACTION || action === constants.SQLITE_SAVEPOINT)) {
      refusedOne = true;
      return constants.SQLITE_DENY;
    }
    return !learner || mayDo(action, name, other) ? constants.SQLITE_OK : constants.SQLITE_DENY;
  });

  const recorded = (
    sql: unknown,
    values: unknown,
    act: (text: string, bound: Bound) => { rows: number; result: unknown },
  ): unknown => {
    if (typeof sql !== 'string') throw new TypeError(`The SQL must be a string, got ${typeof sql}`);
    const bound = boundValues(values);
    const statement: Statement = { sql, values: bound.shown, rows: -1 };
    // Nothing is run that is not on record, or a flood would hide what comes after it.
    if (statements.length >= mostStatements) throw new Error(`At most ${mostStatements} statements can be run here`);
    statements.push(statement);
    learner = true;
    try {
      const { rows, result } = act(sql, bound);
      statement.rows = rows;
      return result;
    } catch (error) {
      statement.error = (error as Error).message;
      throw error;
    } finally {
      learner = false;
    }
  };

  const query: HostFunction = (sql, values) =>
    recorded(sql, values, (text, { list, named }) => {
      const statement = database.prepare(text);
      const rows = within(named ? statement.iterate(named) : statement.iterate(...list));
      return { rows: rows.length, result: rows };
    });
  const run: HostFunction = (sql, values) =>
    recorded(sql, values, (text, { list, named }) => {
      const statement = database.prepare(text);
      const { changes, lastInsertRowid } = named ? statement.run(named) : statement.run(...list);
      return { rows: Number(changes), result: { changes: Number(changes), lastId: Number(lastInsertRowid) } };
    });
  /** Statements of calls that interleave: a transaction begun by one text would take in those of all the others. */
  const outsideTransactions =
    (act: HostFunction): HostFunction =>
    (sql, values) => {
      transactionsRefused = true;
      refusedOne = false;
      try {
        return act(sql, values);
      } catch (error) {
        throw refusedOne ? new Error('A transaction needs transaction() here', { cause: error }) : error;
      } finally {
        transactionsRefused = false;
      }
    };

  return {
    modules: {
      'ounce:db': { functions: { query, run } },
      'ounce:statements': {
        functions: {
          query: outsideTransactions(query),
          run: outsideTransactions(run),
          begin: () => run('BEGIN IMMEDIATE'),
          commit: () => run('COMMIT'),
          rollback: () => (database.isTransaction ? run('ROLLBACK') : undefined),
        },
      },
    },
    handle: {
      statements,
      setUp: (sql) => database.exec(sql),
      rows: (sql, ...values) => database.prepare(sql).all(...values),
      insert: (table, row) => {
        const columns = Object.keys(row).map((column) => `"${column}"`);
        database
          .prepare(`INSERT INTO "${table}" (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
          .run(...Object.values(row));
      },
    },
    close: () => {
      database.close();
      closeClock();
    },
  };
}

/** All rows, as long as they can cross to the program: more would fill the grader's memory. */
function within(found: Iterable<Record<string, SQLOutputValue>>): Record<string, SQLOutputValue>[] {
  const rows: Record<string, SQLOutputValue>[] = [];
  let bytes = 0;
  for (const row of found) {
    for (const value of Object.values(row)) {
      if (typeof value === 'string' || value instanceof Uint8Array) bytes += value.length;
    }
    if (rows.push(row) > limits.value.nodes || bytes > limits.value.bytes)
      throw new RangeError('The result is too large');
  }
  return rows;
}

interface Bound {
  list: SQLInputValue[];
  named?: Record<string, SQLInputValue>;
  shown: unknown[];
}

function boundValues(values: unknown): Bound {
  if (values === undefined) return { list: [], shown: [] };
  if (Array.isArray(values)) {
    values.forEach(refuseObject);
    return { list: values as SQLInputValue[], shown: values };
  }
  if (typeof values === 'object' && values !== null) {
    const named = values as Record<string, SQLInputValue>;
    return { list: [], named, shown: Object.values(named) };
  }
  throw new TypeError(`The values must be an array or an object, got ${values === null ? 'null' : typeof values}`);
}

// node:sqlite takes an object in the first place for named parameters, and binds the others one place too early.
function refuseObject(value: unknown, index: number): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  const error = new TypeError(`Provided value cannot be bound to SQLite parameter ${index + 1}.`);
  throw Object.assign(error, { code: 'ERR_INVALID_ARG_TYPE' });
}

const allowed: ReadonlySet<number> = new Set([
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_INSERT,
  constants.SQLITE_UPDATE,
  constants.SQLITE_DELETE,
  constants.SQLITE_TRANSACTION,
  constants.SQLITE_SAVEPOINT,
  constants.SQLITE_RECURSIVE,
]);

/** An allowlist: ATTACH writes files even under the permission model, and PRAGMA changes what the checks rely on. */
function mayDo(action: number, name: string | null, other: string | null): boolean {
  if (action === constants.SQLITE_FUNCTION) return (other ?? name)?.toLowerCase() !== 'load_extension';
  if (name?.startsWith('sqlite_') === true && action !== constants.SQLITE_READ) return false;
  return allowed.has(action);
}
