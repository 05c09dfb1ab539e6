/** The folder of PostgreSQL's own files: made in one step, and looked at before it is used. */
import { chown, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { DatabaseError } from '../database-error.ts';
import type { DatabaseUser, Ids } from './database-user.ts';
import { explainEnd } from './explain-end.ts';
import type { Programs } from './programs.ts';

/** What the folder holds now: nothing yet, or data for these programs. Throws for anything else. */
export async function lookAtCluster(cluster: string, programs: Programs): Promise<'nothing' | 'data'> {
  const entries = await list(cluster);
  if (entries === undefined || entries.length === 0) return 'nothing';
  if (!entries.includes('PG_VERSION')) throw foreign(cluster, entries);
  const written = (await readFile(path.join(cluster, 'PG_VERSION'), 'utf8')).trim();
  if (written !== String(programs.major)) throw otherVersion(cluster, written, programs);
  return 'data';
}

/** Has initdb make the files beside the place they are for, and puts them there whole. */
export async function makeCluster(cluster: string, programs: Programs, user: DatabaseUser, sync = true): Promise<void> {
  const draft = `${cluster}.new-${randomBytes(4).toString('hex')}`;
  await mkdir(draft, { mode: 0o700 });
  try {
    await give(draft, user.maker);
    await initdb(draft, programs, user.maker, sync);
    await giveAll(draft, user.server);
    await rm(cluster, { recursive: true, force: true });
    await rename(draft, cluster);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** Removes what an earlier start has left that was killed while it made the files; an initdb of its may still be writing there. */
export async function dropDrafts(folder: string): Promise<void> {
  const drafts = (await readdir(folder)).filter((name) => /^cluster\.new-|^restoring$/.test(name));
  const options = { recursive: true, force: true, maxRetries: 30, retryDelay: 50 };
  for (const name of drafts) await rm(path.join(folder, name), options);
}

/** Puts in place what a restore has made ready; does the rest of one that was interrupted there. */
export async function finishRestore(folder: string, stamp = String(Date.now())): Promise<void> {
  const [cluster, ready] = [path.join(folder, 'cluster'), path.join(folder, 'cluster.restored')];
  if ((await list(ready)) === undefined) return;
  if ((await list(cluster)) !== undefined) await rename(cluster, `${cluster}.before-${stamp}`);
  await rename(ready, cluster);
}

/** How the folder is called by a program that works in it: no way leads there for a user who can't enter a folder above. */
export function ownName(folder: string): string {
  return process.platform === 'linux' ? '/proc/self/cwd' : folder;
}

async function initdb(folder: string, programs: Programs, ids: Ids, sync: boolean): Promise<void> {
  const args = ['--username=ounce', '--auth-local=trust', '--auth-host=reject', '--encoding=UTF8', '--locale=C'];
  const child = spawn(
    path.join(programs.folder, 'initdb'),
    ['-D', ownName(folder), ...args, '--data-checksums', '--no-instructions', ...(sync ? [] : ['--no-sync'])],
    { ...ids, cwd: folder, env: { LC_ALL: 'C' }, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw explainEnd(output, folder);
}

async function give(folder: string, ids: Ids): Promise<void> {
  if ('uid' in ids) await chown(folder, ids.uid, ids.gid);
}

/** Makes a folder, and all that is in it, the user's. */
export async function giveAll(folder: string, ids: Ids): Promise<void> {
  if (!('uid' in ids)) return;
  for (const entry of await readdir(folder, { recursive: true })) await give(path.join(folder, entry), ids);
  await give(folder, ids);
}

async function list(folder: string): Promise<string[] | undefined> {
  try {
    return await readdir(folder);
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case 'ENOENT':
        return undefined;
      case 'ENOTDIR':
        throw foreign(folder, []);
      default:
        throw error;
    }
  }
}

function foreign(folder: string, entries: readonly string[]): DatabaseError {
  const found = entries.length === 0 ? 'a file' : `files that are not PostgreSQL's, such as ${entries[0]}`;
  return new DatabaseError(
    'DATABASE_FOLDER_FOREIGN',
    `Cannot keep data in ${folder}: there is ${found}. Move it away, or choose another folder: OUNCE_DATA_DIR=…`,
  );
}

function otherVersion(folder: string, written: string, programs: Programs): DatabaseError {
  return new DatabaseError(
    'DATABASE_VERSION_OTHER',
    `Cannot open the data in ${folder}: PostgreSQL ${written} wrote them, and this Ounce brings PostgreSQL ${programs.major}. Run the version of Ounce that wrote them, and move them with \`ounce db copy\`; docs/operate.md tells how`,
  );
}
