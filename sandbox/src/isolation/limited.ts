/** Resource limits (setrlimit(2)) for a command, by util-linux's prlimit. */
import type { Command } from './isolation.ts';

/** What a process may have beside its private memory. */
const most = { core: 0, fsize: 0, nofile: 256 };

/** Puts prlimit before a command. `dataMb`: private memory, which is what an engine without a just-in-time compiler grows by. */
export function limited(prlimit: string, { command, args, filter }: Command, dataMb: number): Command {
  const options = Object.entries({ data: dataMb * 1024 * 1024, ...most }).map(([name, value]) => `--${name}=${value}`);
  return { command: prlimit, args: [...options, '--', command, ...args], filter };
}
