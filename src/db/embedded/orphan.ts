/** A server that its Ounce has left behind, and a process that only has the number of one. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from '../database-error.ts';
import { startOf } from './process-identity.ts';

/**
 * Stops the server that an earlier process started over the folder and left. Gives back the process id in its lock file,
 * which is then no server's: PostgreSQL itself can't tell, when the id has gone to another program or to a process that
 * has ended and that nobody has taken note of.
 */
export async function stopOrphan(cluster: string): Promise<number | undefined> {
  const lock = readLock(cluster);
  if (lock === undefined || !isServer(lock)) return lock?.pid;
  const { pid } = lock;
  for (const [signal, seconds] of [
    ['SIGINT', 60],
    ['SIGQUIT', 15],
    ['SIGKILL', 5],
  ] as const) {
    send(pid, signal, cluster);
    for (let waited = 0; waited < seconds * 1_000; waited += 20) {
      if (!isServer(lock)) return pid;
      await sleep(20);
    }
  }
  throw new DatabaseError(
    'DATABASE_HELD',
    `Cannot open the data in ${cluster}: the PostgreSQL server ${pid}, left by an earlier start, does not stop. Restart the machine, or wait until its disk answers`,
  );
}

interface Lock {
  readonly pid: number;
  readonly socketFolder: string;
}

/** PostgreSQL's lock file: the process id in its first line, where it listens in its fifth. */
function readLock(cluster: string): Lock | undefined {
  try {
    const lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0 ? { pid, socketFolder: lines[4] ?? '' } : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether a process of that id lives whose command line names the same socket: unlike its folder, everybody may read that. */
function isServer({ pid, socketFolder }: Lock): boolean {
  if (startOf(pid) === undefined || socketFolder === '') return false;
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).toString();
    return `${command.trim()} `.includes(`unix_socket_directories=${socketFolder} `);
  } catch {
    // It has ended meanwhile.
    return false;
  }
}

function send(pid: number, signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL', cluster: string): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
    throw new DatabaseError(
      'DATABASE_HELD',
      `Cannot open the data in ${cluster}: the PostgreSQL server ${pid} uses them and belongs to another user`,
      error,
    );
  }
}
