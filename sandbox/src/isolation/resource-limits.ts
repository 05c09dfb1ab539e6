/** Resource limits (setrlimit(2)) for a command, by util-linux's prlimit. */
import type { Command } from './command.ts';
import type { ProcessClass } from './process-class.ts';

/** Puts prlimit, the program at `prlimit`, before a command. `tasks` limits the threads of its user, all together. */
export function limited(
  prlimit: string,
  { command, args, filter }: Command,
  most: ProcessClass,
  tasks?: number,
): Command {
  const values = {
    data: most.dataMb * 1024 * 1024,
    cpu: most.cpuSeconds,
    // The stack is no private memory, and could be let grow up to the hard limit.
    stack: 8 * 1024 * 1024,
    core: 0,
    fsize: 0,
    nofile: 256,
    ...(tasks !== undefined && { nproc: tasks }),
  };
  const options = Object.entries(values).map(([name, value]) => `--${name}=${value}`);
  return { command: prlimit, args: [...options, '--', command, ...args], filter };
}
