/** A user id that is the workers' alone, by util-linux's setpriv. Only root can give one. */
import type { Command } from './command.ts';

/**
 * Nobody's: distributions assign ids up to 65519, and 65534 is "nobody"; more than 65535 many containers don't map.
 * systemd's table: https://systemd.io/UIDS-GIDS/
 */
export const workersUser = 65_525;

/** Threads of that user, of all workers together: one has about 13. */
export const mostTasks = 4_096;

/** Puts setpriv, the program at `setpriv`, before a command: it runs as the workers' user, and dies with its parent. */
export function asOwnUser(setpriv: string, { command, args, filter }: Command): Command {
  const options = [
    `--reuid=${workersUser}`,
    `--regid=${workersUser}`,
    '--clear-groups',
    '--no-new-privs',
    '--inh-caps=-all',
    '--bounding-set=-all',
    '--pdeathsig=KILL',
  ];
  return { command: setpriv, args: [...options, '--', command, ...args], filter };
}

/** Puts setpriv before a command that stays our user's: it gains no privilege, and dies with its parent. */
export function orphanless(setpriv: string, { command, args, filter }: Command): Command {
  return { command: setpriv, args: ['--no-new-privs', '--pdeathsig=KILL', '--', command, ...args], filter };
}
