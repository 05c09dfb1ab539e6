/** Copies everything in the data folder into one file while the server goes on working. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { DatabaseError } from '../database-error.ts';
import { manifestName, type Manifest } from './manifest.ts';
import { writeTar, type Entry } from './tar.ts';

/** What a backup holds. */
export interface Counted {
  readonly files: number;
  readonly bytes: number;
}

export interface BackUpOptions {
  readonly dataFolder: string;
  /** Where the server over that folder listens. */
  readonly socketFolder: string;
  /** Where the backup goes: whole, or not at all. */
  readonly file: string;
  readonly onProgress?: (counted: Counted) => void;
}

/** Writes the backup. It holds the keys as well: whoever reads it is everybody. */
export async function backUp({ dataFolder, socketFolder, file, onProgress }: BackUpOptions): Promise<Counted> {
  const draft = `${file}.part`;
  const client = new pg.Client({ host: socketFolder, user: 'ounce', database: 'postgres' });
  await client.connect();
  const tally = { files: 0, bytes: 0, hashes: {} as Record<string, string>, onProgress };
  try {
    const entries = counted(entriesOf(dataFolder, client), tally);
    await pipeline(
      Readable.from(writeTar(entries), { objectMode: false }),
      createGzip({ level: 1 }),
      createWriteStream(draft, { mode: 0o600 }),
    );
    await flush(draft);
    await rename(draft, file);
    return { files: tally.files, bytes: tally.bytes };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

/** PostgreSQL's manual, "Making a Base Backup Using the Low Level API", names the order and what may be left out. */
async function* entriesOf(dataFolder: string, client: pg.Client): AsyncGenerator<Entry> {
  const cluster = path.join(dataFolder, 'database', 'cluster');
  yield* filesIn(dataFolder, 'data', (name) => name !== 'data/database');
  // Keeps the log of changes that a restore needs, and goes away with the connection.
  await client.query(`select pg_create_physical_replication_slot('ounce_backup_' || pg_backend_pid(), true, true)`);
  const start = await client.query<{ segment: string }>(
    `select pg_walfile_name(pg_backup_start('ounce', true)) segment`,
  );
  yield* filesIn(cluster, 'cluster', isWanted);
  const end = await client.query<{ segment: string; label: string }>(
    `select pg_walfile_name(lsn) segment, labelfile label from pg_backup_stop(false)`,
  );
  const [from, to] = [start.rows[0]?.segment ?? '', end.rows[0]?.segment ?? ''];
  yield* filesIn(path.join(cluster, 'pg_wal'), 'cluster/pg_wal', (name) => isBetween(path.basename(name), from, to));
  yield wholeFile('cluster/backup_label', end.rows[0]?.label ?? '');
}

function isBetween(name: string, from: string, to: string): boolean {
  return /^[0-9A-F]{24}$/.test(name) && name >= from && name <= to;
}

const emptied =
  /^cluster\/(?:pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/./;
const leftOut = /\/(?:postmaster\.(?:pid|opts)|pg_internal\.init(?:\.\d+)?|pgsql_tmp[^/]*)$/;

function isWanted(name: string): boolean {
  if (name === 'cluster/pg_wal/archive_status' || name === 'cluster/pg_wal/summaries') return true;
  return !emptied.test(name) && !leftOut.test(name);
}

/** Folders before what is in them. What vanishes meanwhile, as tables do, is left out. */
async function* filesIn(folder: string, as: string, wanted: (name: string) => boolean): AsyncGenerator<Entry> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const name = `${as}/${entry.name}`;
    const file = path.join(folder, entry.name);
    if (!wanted(name)) continue;
    if (entry.isDirectory()) {
      yield { kind: 'folder', name };
      yield* filesIn(file, name, wanted);
    } else if (entry.isFile()) {
      const size = await sizeOf(file);
      if (size !== undefined) yield { kind: 'file', name, size, chunks: chunksOf(file, size) };
    }
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** So many bytes, whatever becomes of the file: the log of changes puts right what was written meanwhile. */
async function* chunksOf(file: string, size: number): AsyncGenerator<Buffer> {
  let left = size;
  for await (const chunk of bytesOf(file)) {
    const part = chunk.subarray(0, left);
    left -= part.length;
    if (part.length > 0) yield part;
    if (left === 0) return;
  }
  for (; left > 0; left -= Math.min(left, 65_536)) yield Buffer.alloc(Math.min(left, 65_536));
}

async function* bytesOf(file: string): AsyncGenerator<Buffer> {
  try {
    const handle = await open(file);
    yield* handle.createReadStream({ highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function wholeFile(name: string, text: string): Entry {
  const bytes = Buffer.from(text);
  return { kind: 'file', name, size: bytes.length, chunks: Readable.from([bytes]) as AsyncIterable<Buffer> };
}

interface Tally {
  files: number;
  bytes: number;
  readonly hashes: Record<string, string>;
  readonly onProgress: ((counted: Counted) => void) | undefined;
}

/** The entries, and after them the manifest of what they were. */
async function* counted(entries: AsyncIterable<Entry>, tally: Tally): AsyncGenerator<Entry> {
  for await (const entry of entries) {
    yield entry.kind === 'folder' ? entry : { ...entry, chunks: hashed(entry, tally) };
  }
  if (tally.hashes['cluster/PG_VERSION'] === undefined) {
    throw new DatabaseError('DATABASE_FOLDER_FOREIGN', 'Cannot back up: there are no data of PostgreSQL');
  }
  const manifest: Manifest = { version: 1, made: new Date().toISOString(), files: tally.hashes };
  yield wholeFile(manifestName, JSON.stringify(manifest));
}

async function* hashed(entry: Extract<Entry, { kind: 'file' }>, tally: Tally): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of entry.chunks) {
    hash.update(chunk);
    tally.bytes += chunk.length;
    yield chunk;
  }
  tally.hashes[entry.name] = hash.digest('hex');
  tally.files++;
  tally.onProgress?.({ files: tally.files, bytes: tally.bytes });
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
