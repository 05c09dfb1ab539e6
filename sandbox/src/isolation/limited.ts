/** Resource limits (setrlimit(2)) for a command, by util-linux's prlimit. */
import type { Command } from './isolation.ts';

/** What a process may have. data: private memory, which is what an engine without a just-in-time compiler grows by. */
const most = { data: 768 * 1024 * 1024, core: 0, fsize: 0, nofile: 256 };

/** Puts prlimit before a command. */
export function limited(prlimit: string, { command, args, filter }: Command): Command {
  const options = Object.entries(most).map(([name, value]) => `--${name}=${value}`);
  return { command: prlimit, args: [...options, '--', command, ...args], filter };
}
