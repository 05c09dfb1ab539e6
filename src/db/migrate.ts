/** Brings the schema to what this code wants, whichever of several starting nodes comes first. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { DatabaseError, sqlStateOf } from './database-error.ts';
import { inTransaction, type Db, type Transaction } from './transaction.ts';

interface Migration {
  readonly name: string;
  readonly hash: string;
  readonly statements: readonly string[];
}

/** Applies what is missing, all of it or nothing. Throws DATABASE_SCHEMA_NEWER or DATABASE_SCHEMA_FOREIGN. Gives back how many. */
export async function migrate(db: Db): Promise<number> {
  const migrations = await readMigrations();
  await makeLockRow(db);
  return inTransaction(db, (tx) => applyMissing(tx, migrations), 'read committed');
}

async function applyMissing(tx: Transaction, migrations: readonly Migration[]): Promise<number> {
  await tx.execute(sql`set local statement_timeout = 0`);
  await tx.execute(sql`set local lock_timeout = 0`);
  // A row and not an advisory lock: some servers that speak PostgreSQL take those without locking.
  await tx.execute(sql`select id from migration_lock where id = 1 for update`);
  const applied = await tx.execute<{ name: string; hash: string }>(sql`select name, hash from migrations`);
  compare(applied.rows, migrations);
  const missing = migrations.slice(applied.rows.length);
  for (const migration of missing) await apply(tx, migration);
  return missing.length;
}

async function apply(tx: Transaction, { name, hash, statements }: Migration): Promise<void> {
  try {
    for (const statement of statements) await tx.execute(sql.raw(statement));
  } catch (error) {
    if (!['42P07', '42710', '42723'].includes(sqlStateOf(error) ?? '')) throw error;
    throw new DatabaseError(
      'DATABASE_SCHEMA_FOREIGN',
      `Cannot set up the database: it already holds something of the name of ours (${reason(error)}). Give Ounce a database of its own`,
      error,
    );
  }
  await tx.execute(sql`insert into migrations (name, hash) values (${name}, ${hash})`);
}

function compare(applied: readonly { name: string; hash: string }[], migrations: readonly Migration[]): void {
  const known = new Map(migrations.map(({ name, hash }) => [name, hash]));
  const newer = applied.find(({ name }) => !known.has(name));
  if (newer) {
    throw new DatabaseError(
      'DATABASE_SCHEMA_NEWER',
      `Cannot use the database: a newer Ounce has changed its schema (${newer.name} is not known here). Run that version or a later one, or restore a backup from before`,
    );
  }
  const changed = applied.find(({ name, hash }) => known.get(name) !== hash);
  const order = migrations.findIndex(({ name }) => !applied.some((one) => one.name === name));
  if (!changed && (order === -1 || order === applied.length)) return;
  throw new DatabaseError(
    'DATABASE_SCHEMA_FOREIGN',
    `Cannot use the database: another version of ${changed?.name ?? migrations[order]?.name} was applied to it. Run the Ounce that made it, or give this one a database of its own`,
  );
}

/** Several may try at once: whoever loses finds it made. */
async function makeLockRow(db: Db): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await db.execute(sql`create table if not exists migration_lock (id integer primary key)`);
      await db.execute(
        sql`create table if not exists migrations (name text primary key, hash text not null, at timestamptz not null default now())`,
      );
      await db.execute(sql`insert into migration_lock (id) values (1) on conflict do nothing`);
      return;
    } catch (error) {
      if (tries === 20 || !['23505', '42P07', '42710'].includes(sqlStateOf(error) ?? '')) throw error;
    }
  }
}

const journalSchema = z.object({ entries: z.array(z.object({ tag: z.string() })) });

/** What drizzle-kit has written, in its order. */
async function readMigrations(): Promise<Migration[]> {
  const folder = path.join(import.meta.dirname, 'migrations');
  const journal = journalSchema.parse(JSON.parse(await readFile(path.join(folder, 'meta', '_journal.json'), 'utf8')));
  return Promise.all(
    journal.entries.map(async ({ tag }) => {
      const text = await readFile(path.join(folder, `${tag}.sql`), 'utf8');
      return {
        name: tag,
        hash: createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex'),
        statements: text.split('--> statement-breakpoint'),
      };
    }),
  );
}

function reason(error: unknown): string {
  return error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
}
