/** Namespaces of its own for a command without bubblewrap: no network and no other processes, but all files. */
import type { Command } from './command.ts';

/**
 * Puts util-linux's unshare, the program at `unshare`, before a command. Root needs no user namespace for it; for
 * everyone else there must be one.
 */
export function unshared(unshare: string, { command, args, filter }: Command, root: boolean): Command {
  const options = [
    ...(root ? [] : ['--user', '--map-user=65534', '--map-group=65534']),
    '--net',
    '--ipc',
    '--uts',
    '--pid',
    '--mount-proc',
    '--fork',
    '--kill-child=KILL',
  ];
  return { command: unshare, args: [...options, '--', command, ...args], filter };
}
