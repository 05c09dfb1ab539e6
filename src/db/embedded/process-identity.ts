/** Telling a process from a later one that got the same number. */
import { execFileSync } from 'node:child_process';
import { hostname } from 'node:os';
import { readFileSync, readlinkSync } from 'node:fs';

/** Where process ids mean the same: a boot of a machine, and within it a namespace. */
export function whereProcessesAre(): string {
  if (process.platform !== 'linux') return hostname();
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
}

/** When a process was started, in the system's own words; undefined when there is none of that id. */
export function startOf(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)])
        .toString()
        .trim();
    // The program's name is in brackets and can hold anything; field 22 of all is the start in clock ticks.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended; only its parent has not noticed.
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
