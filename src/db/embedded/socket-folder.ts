/** Where the server listens: a folder that only its user can enter, with a path short enough for a socket's address. */
import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Ids } from './database-user.ts';

/** Addresses of Unix sockets hold 108 bytes on Linux, 104 on macOS, with "/.s.PGSQL.5432" and a zero at the end. */
const longestFolder = 104 - '/.s.PGSQL.5432'.length - 1;

const ownPrefix = 'ounce-db-';

/**
 * Beside the data when that path is short enough and the server's user can go there, so that it is found again; else a
 * folder of its own with a random name in the system's place for temporary files.
 */
export async function makeSocketFolder(beside: string, user: Ids): Promise<string> {
  const folder = path.join(beside, 'socket');
  if (!('uid' in user) && Buffer.byteLength(folder) <= longestFolder) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
    return folder;
  }
  const made = await mkdtemp(path.join(shortTemporary(), ownPrefix));
  if ('uid' in user) await chown(made, user.uid, user.gid);
  return made;
}

/** Removes what a server has left that was not stopped by its Ounce. */
export async function dropSocketFolder(folder: string): Promise<void> {
  if (path.basename(folder).startsWith(ownPrefix)) await rm(folder, { recursive: true, force: true });
}

function shortTemporary(): string {
  const folder = process.env['XDG_RUNTIME_DIR'] ?? tmpdir();
  return process.getuid?.() !== 0 && Buffer.byteLength(folder) < longestFolder - 12 ? folder : '/tmp';
}
