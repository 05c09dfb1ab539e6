/** Namespaces of its own for a command: no network, no other processes, and of the files only what is named. */
import { existsSync } from 'node:fs';
import type { Command } from './command.ts';
import { sharedObjects } from './shared-objects.ts';

/**
 * Puts bubblewrap, the program at `bwrap`, before a command. There is no /proc, no /dev and no place to write: Node
 * needs none of them, and /proc could not be mounted in most containers.
 */
export function bubblewrap(bwrap: string, { command, args, filter }: Command, readable: readonly string[]): Command {
  const files = [...sharedObjects(), command, ...readable].filter((name) => existsSync(name));
  const all = [
    '--unshare-all',
    '--unshare-user',
    '--die-with-parent',
    '--new-session',
    '--cap-drop',
    'ALL',
    '--uid',
    '65534',
    '--gid',
    '65534',
    '--hostname',
    'sandbox',
    '--clearenv',
    ...files.flatMap((name) => ['--ro-bind', name, name]),
    '--remount-ro',
    '/',
    '--chdir',
    '/',
    ...(filter ? ['--seccomp', '3'] : []),
    '--',
    command,
    ...args,
  ];
  return { command: bwrap, args: all, filter };
}
