/** The one way to the database: our own server, or the one that OUNCE_DATABASE_URL names. */
import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { explainConnection, placeOf } from './explain-connection.ts';
import { openEmbedded, type Embedded } from './embedded/open-embedded.ts';
import { migrate } from './migrate.ts';
import * as schema from './schema.ts';
import type { Db } from './transaction.ts';

export interface DatabaseOptions {
  /** A server's; undefined: our own, beside the other data. */
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
}

export interface Database {
  readonly db: Db;
  readonly pool: pg.Pool;
  /** For a connection beside the pool. It may hold a password. */
  readonly connection: pg.ClientConfig;
  /** Where the data are, in words, without a password. */
  readonly place: string;
  /** Whether it answers now. */
  readonly answers: () => Promise<boolean>;
  /** Ends connections, and our own server. Twice is harmless. */
  readonly close: () => Promise<void>;
}

const connections = 10;

/** Opens the database and brings its schema up to date. Throws a DatabaseError. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.databaseUrl !== undefined) {
    return connect({ connectionString: options.databaseUrl }, placeOf(options.databaseUrl), undefined);
  }
  const folder = path.join(options.dataFolder, 'database');
  const embedded = await openEmbedded({ folder });
  const place = `${folder} (PostgreSQL ${embedded.version}, ${embedded.made ? 'made now' : 'as it was'})`;
  return connect({ ...embedded.connection, database: 'postgres' }, place, embedded);
}

async function connect(config: pg.ClientConfig, place: string, embedded: Embedded | undefined): Promise<Database> {
  const database = databaseOf(config, place, embedded && (() => embedded.stop()));
  try {
    await migrate(database.db);
    return database;
  } catch (error) {
    await database.close();
    throw explainConnection(error, place);
  }
}

function databaseOf(connection: pg.ClientConfig, place: string, stop?: () => Promise<void>): Database {
  const pool = openPool(connection);
  let closing: Promise<void> | undefined;
  return {
    db: drizzle(pool, { schema }),
    pool,
    connection,
    place,
    // A second time, since the first can meet a connection that has just been cut.
    answers: async () => (await answers(pool)) || answers(pool),
    close: () => (closing ??= pool.end().then(stop)),
  };
}

/** A pool of connections, each of which gives up on what takes too long. */
export function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    max: connections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 15_000,
    query_timeout: 20_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'ounce',
    ...config,
  });
  // A connection that breaks while nobody uses it: the pool makes another, and whoever asks next sees whether that works.
  pool.on('error', () => {});
  return pool;
}

async function answers(pool: pg.Pool): Promise<boolean> {
  try {
    // The client's own patience: a server that hangs keeps no time of its own.
    await pool.query({ text: 'select 1', query_timeout: 2_000 } as pg.QueryConfig);
    return true;
  } catch {
    return false;
  }
}
