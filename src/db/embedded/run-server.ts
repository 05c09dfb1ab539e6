/** One run of the server over a folder of data. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ids } from './database-user.ts';
import { ownName } from './cluster-folder.ts';
import { explainEnd } from './explain-end.ts';
import { stopOrphan } from './orphan.ts';
import type { Programs } from './programs.ts';

/** Everything that a run needs to know. */
export interface ServerPlace {
  readonly programs: Programs;
  readonly cluster: string;
  readonly socketFolder: string;
  readonly log: string;
  readonly user: Ids;
  /** Settings of PostgreSQL beside ours. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface RunningServer {
  readonly pid: number;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends connections, writes everything down, and ends. Twice is harmless. */
  stop(): Promise<void>;
}

const ourSettings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: '64MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // What learners typed stays out of the log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

const largestLog = 4 * 1024 * 1024;
const longestStartMs = 600_000;

/** Starts the server and waits until it takes connections. An orphan over the same data is stopped first. Throws a DatabaseError. */
export async function runServer(place: ServerPlace): Promise<RunningServer> {
  const giveUpAt = Date.now() + 10_000;
  for (;;) {
    const { child, output } = launch(place, await stopOrphan(place.cluster));
    if (await untilReady(child, place)) return running(child, watch(child, place.user));
    // Children of a killed server hold its memory for a moment.
    if (!/pre-existing shared memory block/.test(output()) || Date.now() > giveUpAt) {
      throw explainEnd(output(), place.cluster);
    }
    await sleep(200);
  }
}

function launch(place: ServerPlace, notAServer: number | undefined): { child: ChildProcess; output: () => string } {
  turnLog(place.log);
  const from = statSync(place.log, { throwIfNoEntry: false })?.size ?? 0;
  const log = openSync(place.log, 'a', 0o600);
  // Three processes less, for the same speed at this size.
  const newer = place.programs.major >= 18 ? { io_method: 'sync' } : {};
  const settings = { ...ourSettings, ...newer, unix_socket_directories: place.socketFolder, ...place.settings };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Detached: Ctrl+C on the terminal is for Ounce, which stops the server when nothing needs it any more.
  const child = spawn(path.join(place.programs.folder, 'postgres'), ['-D', ownName(place.cluster), ...args], {
    ...place.user,
    cwd: place.cluster,
    detached: true,
    stdio: ['ignore', log, log],
    // PostgreSQL takes a lock file with this id for a stale one.
    env: { LC_ALL: 'C', ...(notAServer !== undefined && { PG_GRANDPARENT_PID: String(notAServer) }) },
  });
  child.on('error', () => {});
  closeSync(log);
  return { child, output: () => readFileSync(place.log).subarray(from).toString() };
}

function turnLog(log: string): void {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > largestLog) renameSync(log, `${log}.1`);
}

/** False when it ended instead. Its own file tells its state in the eighth line. */
async function untilReady(child: ChildProcess, place: ServerPlace): Promise<boolean> {
  const file = path.join(place.cluster, 'postmaster.pid');
  const ended = endOf(child).then(() => true);
  for (const giveUpAt = Date.now() + longestStartMs; Date.now() < giveUpAt;) {
    if (await Promise.race([ended, sleep(10, false)])) return false;
    const lines = read(file).split('\n');
    if (lines[0] === String(child.pid) && lines[7]?.trim() === 'ready') return true;
  }
  child.kill('SIGQUIT');
  await ended;
  return false;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/**
 * A shell that holds one end of a pipe: when this process ends, however that happens, the other end closes and the shell
 * stops the server. It ends with the server too.
 */
function watch(server: ChildProcess, user: Ids): ChildProcess {
  const script = 'read -r _; kill -INT "$0"';
  const watcher = spawn('/bin/sh', ['-c', script, String(server.pid)], {
    ...user,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  });
  watcher.on('error', () => {});
  watcher.unref();
  (watcher.stdin as unknown as { unref(): void }).unref();
  return watcher;
}

function running(child: ChildProcess, watcher: ChildProcess): RunningServer {
  const ended = endOf(child).then(() => void watcher.kill('SIGKILL'));
  child.unref();
  return {
    pid: child.pid ?? 0,
    ended,
    async stop() {
      child.ref();
      child.kill('SIGINT');
      // What is acknowledged is on the disk already: the harder ways only cost time at the next start.
      const impatient = [
        setTimeout(() => child.kill('SIGQUIT'), 60_000),
        setTimeout(() => child.kill('SIGKILL'), 75_000),
      ];
      await ended;
      impatient.forEach((timer) => clearTimeout(timer));
    },
  };
}

function endOf(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}
