/** Namespaces of its own for a command: no network, no other processes, and of the files only what is named. */
import { existsSync } from 'node:fs';
import type { Command } from './isolation.ts';

/** Puts bubblewrap, the program at `bwrap`, before a command. */
export function bubblewrap(bwrap: string, { command, args, filter }: Command, readable: readonly string[]): Command {
  const files = [command, ...readable].filter((name) => existsSync(name)).flatMap((name) => ['--ro-bind', name, name]);
  const all = [
    '--unshare-all',
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
    ...libraries(),
    '--proc',
    '/proc',
    '--dev',
    '/dev',
    '--size',
    String(1024 * 1024),
    '--tmpfs',
    '/tmp',
    ...files,
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

/** What a dynamically linked program needs to start. */
function libraries(): string[] {
  const folders = ['/lib', '/lib64', '/usr/lib', '/usr/lib64', '/etc/ld.so.cache', '/etc/alpine-release'];
  return folders.filter((name) => existsSync(name)).flatMap((name) => ['--ro-bind', name, name]);
}
