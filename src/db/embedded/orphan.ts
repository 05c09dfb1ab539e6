/** A server that its Ounce has left behind, and a process that only has the number of one. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
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
  const pid = serverPid(cluster);
  if (pid === undefined || !isServerOf(pid, cluster)) return pid;
  for (const [signal, seconds] of [
    ['SIGINT', 60],
    ['SIGQUIT', 15],
    ['SIGKILL', 5],
  ] as const) {
    send(pid, signal, cluster);
    for (let waited = 0; waited < seconds * 1_000; waited += 20) {
      if (!isServerOf(pid, cluster)) return pid;
      await sleep(20);
    }
  }
  throw new DatabaseError(
    'DATABASE_HELD',
    `Cannot open the data in ${cluster}: the PostgreSQL server ${pid}, left by an earlier start, does not stop. Restart the machine, or wait until its disk answers`,
  );
}

/** The process id in PostgreSQL's lock file, if it has one. */
function serverPid(cluster: string): number | undefined {
  try {
    const pid = Number(readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isServerOf(pid: number, cluster: string): boolean {
  if (startOf(pid) === undefined) return false;
  try {
    if (process.platform === 'linux') {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster) && nameOf(pid).startsWith('postgres');
    }
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)])
      .toString()
      .includes(`-D ${cluster}`);
  } catch {
    // It ended meanwhile, or belongs to somebody else, as no server of ours does.
    return false;
  }
}

function nameOf(pid: number): string {
  return readFileSync(`/proc/${pid}/comm`, 'utf8');
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
