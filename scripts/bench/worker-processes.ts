/** The grader's worker processes, seen from outside (Linux's /proc). */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** The processes without a just-in-time compiler below this one, as trees: a worker may stand behind what shuts it in. */
export function workerProcesses(): number[] {
  return below(process.pid).filter((pid) => read(pid, 'cmdline').split('\0')[0]?.endsWith('node') && isWorker(pid));
}

/** The one that used the most CPU time within a moment. */
export async function busiestWorker(): Promise<number> {
  const before = new Map(workerProcesses().map((pid) => [pid, cpuTicks(pid)]));
  await delay(60);
  const used = [...before].map(([pid, ticks]) => ({ pid, ticks: cpuTicks(pid) - ticks }));
  const [most] = used.sort((a, b) => b.ticks - a.ticks);
  if (!most) throw new Error('Cannot measure: the grader has no worker process');
  return most.pid;
}

function isWorker(pid: number): boolean {
  return read(pid, 'cmdline').split('\0').includes('--jitless');
}

function below(pid: number): number[] {
  const children = read(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...below(child)]);
}

/** User and system time, proc(5). */
function cpuTicks(pid: number): number {
  const fields = read(pid, 'stat').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // it has ended
  }
}
