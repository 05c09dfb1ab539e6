/** CPU time and memory of processes, from Linux's /proc. */
import { readFileSync, readdirSync } from 'node:fs';

/** CPU milliseconds of a process with all its threads and of those that it started; 0 for one that has ended. */
export function treeCpuMs(pid: number): number {
  return tree(pid).reduce((sum, one) => sum + threadsCpuMs(one), 0);
}

/** Resident MB of each process below this one, largest first. */
export function treeRssMb(pid: number): number[] {
  return tree(pid)
    .slice(1)
    .map((one) => (Number((text(`/proc/${one}/statm`) ?? '').split(' ')[1] ?? 0) * 4) / 1024)
    .sort((a, b) => b - a);
}

function threadsCpuMs(pid: number): number {
  let threads: string[];
  try {
    threads = readdirSync(`/proc/${pid}/task`);
  } catch {
    return 0; // it has ended
  }
  // schedstat(5): nanoseconds on a CPU, far finer than the ticks of stat.
  const nanoseconds = threads.map((thread) =>
    Number(text(`/proc/${pid}/task/${thread}/schedstat`)?.split(' ')[0] ?? 0),
  );
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
}

function tree(pid: number): number[] {
  const children = (text(`/proc/${pid}/task/${pid}/children`) ?? '').split(' ').filter(Boolean);
  return [pid, ...children.flatMap((child) => tree(Number(child)))];
}

function text(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // it has ended
  }
}
