/** Puts a backup in the place of the data, whole or not at all. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { DatabaseError } from '../database-error.ts';
import { dropDrafts, finishRestore, giveAll, lookAtCluster } from '../embedded/cluster-folder.ts';
import { findDatabaseUser, type Ids } from '../embedded/database-user.ts';
import { makeFolder, own } from '../embedded/owner.ts';
import { findPrograms } from '../embedded/programs.ts';
import type { Counted } from './back-up.ts';
import { manifestName, manifestSchema } from './manifest.ts';
import { readTar, type Entry } from './tar.ts';

export interface RestoreOptions {
  readonly dataFolder: string;
  readonly file: string;
  /** Whether data that are there already may be put aside. */
  readonly replace: boolean;
  readonly onProgress?: (counted: Counted) => void;
}

export interface Restored extends Counted {
  /** When the backup was made. */
  readonly made: string;
  /** What was there before and has been put aside. */
  readonly aside: readonly string[];
}

/**
 * Unpacks beside the data, compares every file with the list in the backup, then puts all in place. Throws DATABASE_HELD
 * while a server uses the data, BACKUP_UNREADABLE for a backup that is not whole.
 */
export async function restore({ dataFolder, file, replace, onProgress }: RestoreOptions): Promise<Restored> {
  const folder = path.join(dataFolder, 'database');
  await makeFolder(folder);
  const ownership = await own(folder);
  const draft = path.join(folder, 'restoring');
  try {
    await finishRestore(folder);
    await dropDrafts(folder);
    await mkdir(draft, { mode: 0o700 });
    const unpacked = await unpack(file, draft, onProgress);
    const user = findDatabaseUser().server;
    await lookAtCluster(path.join(draft, 'cluster'), findPrograms(user));
    if (!replace) await refuseToReplace(dataFolder, draft);
    return { ...unpacked, aside: await putInPlace(dataFolder, draft, user) };
  } finally {
    await rm(draft, { recursive: true, force: true });
    await ownership.giveUp();
  }
}

/** Writes every entry under the folder, and holds what it wrote against the manifest. */
async function unpack(file: string, folder: string, onProgress: RestoreOptions['onProgress']) {
  const hashes: Record<string, string> = {};
  let [bytes, manifest] = [0, ''];
  try {
    const packed = createReadStream(file);
    const plain = createGunzip();
    packed.on('error', (error) => plain.destroy(error)).pipe(plain);
    for await (const entry of readTar(plain as AsyncIterable<Buffer>)) {
      if (entry.name === manifestName) manifest = await textOf(entry);
      else if (entry.kind === 'folder') await mkdir(placeFor(folder, entry.name), { recursive: true, mode: 0o700 });
      else {
        hashes[entry.name] = await writeEntry(placeFor(folder, entry.name), entry);
        bytes += entry.size;
        onProgress?.({ files: Object.keys(hashes).length, bytes });
      }
    }
  } catch (error) {
    if (isOfFiles(error)) throw error;
    throw unreadable(file, error instanceof Error ? error.message : String(error), error);
  }
  const made = compare(file, manifest, hashes);
  return { files: Object.keys(hashes).length, bytes, made };
}

function compare(file: string, text: string, hashes: Readonly<Record<string, string>>): string {
  if (text === '') throw unreadable(file, 'it ends too early');
  const manifest = manifestSchema.parse(JSON.parse(text));
  const names = new Set([...Object.keys(manifest.files), ...Object.keys(hashes)]);
  const changed = [...names].find((name) => manifest.files[name] !== hashes[name]);
  if (changed !== undefined) throw unreadable(file, `${changed} is not what was backed up`);
  return manifest.made;
}

/** Only ever under the folder, whatever the archive says. */
function placeFor(folder: string, name: string): string {
  const parts = name.split('/');
  if (
    !/^(?:cluster|data)$/.test(parts[0] ?? '') ||
    parts.some((part) => /^\.{0,2}$/.test(part) || part.includes('\\'))
  ) {
    throw new Error(`${name} does not belong in a backup`);
  }
  return path.join(folder, name);
}

async function writeEntry(file: string, entry: Extract<Entry, { kind: 'file' }>): Promise<string> {
  const hash = createHash('sha256');
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const chunk of entry.chunks) {
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

async function textOf(entry: Entry): Promise<string> {
  const chunks: Buffer[] = [];
  if (entry.kind === 'file') for await (const chunk of entry.chunks) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function refuseToReplace(dataFolder: string, draft: string): Promise<void> {
  const cluster = path.join(dataFolder, 'database', 'cluster');
  const keys = await keysIn(draft);
  const other = await firstThat(keys, (name) => differs(path.join(draft, 'data', name), path.join(dataFolder, name)));
  const found = (await exists(cluster)) ? cluster : other && path.join(dataFolder, other);
  if (found === undefined) return;
  throw new DatabaseError(
    'DATABASE_FOLDER_FOREIGN',
    `Cannot restore: ${found} is there already. With --replace it is put aside, and the backup takes its place`,
  );
}

/** The files beside the database, then the database: it alone decides whether the restore has happened. */
async function putInPlace(dataFolder: string, draft: string, user: Ids): Promise<string[]> {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const aside: string[] = [];
  for (const name of await keysIn(draft)) {
    const [from, to] = [path.join(draft, 'data', name), path.join(dataFolder, name)];
    if (await exists(to)) {
      if (!(await differs(from, to))) continue;
      await rename(to, `${to}.before-${stamp}`);
      aside.push(`${to}.before-${stamp}`);
    }
    await rename(from, to);
  }
  const folder = path.join(dataFolder, 'database');
  await giveAll(path.join(draft, 'cluster'), user);
  await rename(path.join(draft, 'cluster'), path.join(folder, 'cluster.restored'));
  if (await exists(path.join(folder, 'cluster'))) aside.push(path.join(folder, `cluster.before-${stamp}`));
  await finishRestore(folder, stamp);
  return aside;
}

async function keysIn(draft: string): Promise<string[]> {
  return (await exists(path.join(draft, 'data'))) ? readdir(path.join(draft, 'data')) : [];
}

async function differs(one: string, other: string): Promise<boolean> {
  if (!(await exists(other))) return false;
  const [a, b] = await Promise.all([lstat(one), lstat(other)]);
  return !a.isFile() || !b.isFile() || !(await readFile(one)).equals(await readFile(other));
}

async function firstThat<T>(all: readonly T[], holds: (one: T) => Promise<boolean>): Promise<T | undefined> {
  for (const one of all) if (await holds(one)) return one;
  return undefined;
}

async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

function isOfFiles(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function unreadable(file: string, why: string, cause?: unknown): DatabaseError {
  return new DatabaseError(
    'BACKUP_UNREADABLE',
    `Cannot restore ${file}: it is no whole backup of Ounce's (${why}). Take another; nothing was changed`,
    cause,
  );
}
