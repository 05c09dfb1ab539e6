/** Tries each tool of this machine that could shut a process in, alone and behind one another as they will stand. */
import { existsSync } from 'node:fs';
import { bubblewrap } from './bubblewrap.ts';
import type { Command } from './command.ts';
import { asOwnUser, orphanless, workersUser } from './own-user.ts';
import { tryProbe } from './probe.ts';
import { processClasses } from './process-class.ts';
import { limited } from './resource-limits.ts';
import { seccompFilter } from './seccomp.ts';
import { findTool, tryCommand } from './try-command.ts';
import { unshared } from './unshare.ts';

/** What a machine may have: the program that does it, or why it can't. */
export type Rung = { works: true; path: string } | { works: false; why: string };

export interface Rungs {
  /** Whether we are root, and so can give workers a user of their own. */
  root: boolean;
  prlimit: Rung;
  setpriv: Rung;
  ownUser: Rung;
  bubblewrap: Rung;
  seccomp: Rung;
  unshare: Rung;
}

export async function findRungs(readable: readonly string[]): Promise<Rungs> {
  const root = process.getuid?.() === 0;
  if (process.platform !== 'linux') return notLinux(root);
  const user = root
    ? tryOwnUser(readable)
    : Promise.resolve(rungBroken('only root can give workers a user of their own'));
  const [prlimit, setpriv, unshare, rest] = await Promise.all([
    tryTool('prlimit', (path) => limited(path, nothing, processClasses.js)),
    tryTool('setpriv', (path) => orphanless(path, nothing)),
    tryUnshare(root),
    tryBubblewrap(root, user),
  ]);
  return { root, prlimit, setpriv, unshare, ...rest };
}

/** Starts, does nothing, and ends well. */
const nothing: Command = { command: process.execPath, args: ['--version'] };

function notLinux(root: boolean): Rungs {
  const missing = rungBroken('this system is not Linux');
  return {
    root,
    prlimit: missing,
    setpriv: missing,
    ownUser: missing,
    bubblewrap: missing,
    seccomp: missing,
    unshare: missing,
  };
}

function rungBroken(why: string): Rung & { works: false } {
  return { works: false, why };
}

async function tryTool(name: string, before: (path: string) => Command): Promise<Rung> {
  const path = findTool(name);
  if (path === undefined) return rungBroken(`${name} is not installed`);
  const trial = await tryCommand(before(path));
  return trial.works ? { works: true, path } : trial;
}

/** The user must be able to reach Node, the grader's own files, and what it will be given. */
async function tryOwnUser(readable: readonly string[]): Promise<Rung> {
  const files = [process.execPath, import.meta.filename, ...readable].filter((file) => existsSync(file));
  const code = `const fs = require('fs'); for (const file of process.argv.slice(1)) try { fs.accessSync(file, 4); } catch { console.log(file); }`;
  const path = findTool('setpriv');
  if (path === undefined) return rungBroken('setpriv is not installed');
  const trial = await tryCommand(
    asOwnUser(path, { command: process.execPath, args: ['--jitless', '-e', code, ...files] }),
  );
  if (!trial.works) return trial;
  const [hidden] = trial.output.split('\n');
  return hidden ? rungBroken(`user ${workersUser} may not read ${hidden}`) : { works: true, path };
}

async function tryUnshare(root: boolean): Promise<Rung> {
  const setpriv = findTool('setpriv');
  if (setpriv === undefined) return rungBroken('setpriv is not installed');
  return tryTool('unshare', (path) => orphanless(setpriv, unshared(path, nothing, root)));
}

/** As the workers' own user when that works, else as ours. Both are tried at once, since each takes a while. */
async function tryBubblewrap(
  root: boolean,
  trial: Promise<Rung>,
): Promise<Pick<Rungs, 'ownUser' | 'bubblewrap' | 'seccomp'>> {
  const path = findTool('bwrap');
  const setpriv = findTool('setpriv');
  if (path === undefined) {
    return { ownUser: await trial, bubblewrap: rungBroken('bwrap is not installed'), seccomp: rungBroken(needed) };
  }
  const behindUser =
    root && setpriv !== undefined ? tryNamespaces(path, (command) => asOwnUser(setpriv, command)) : undefined;
  const [user, tried] = await Promise.all([trial, behindUser]);
  if (user.works && tried?.bubblewrap.works) return { ownUser: user, ...tried };
  const ours = await tryNamespaces(path, (command) => command);
  if (!user.works || !ours.bubblewrap.works || !tried || tried.bubblewrap.works) return { ownUser: user, ...ours };
  const why = `bubblewrap does not work for user ${workersUser}: ${tried.bubblewrap.why}`;
  return { ownUser: rungBroken(why), ...ours };
}

const needed = 'it needs bubblewrap';

/** With the filter, and without it when that fails: a kernel may have one of them only. */
async function tryNamespaces(
  path: string,
  asUser: (command: Command) => Command,
): Promise<Pick<Rungs, 'bubblewrap' | 'seccomp'>> {
  const filter = seccompFilter(process.arch, processClasses.js.makesCode);
  const both = filter
    ? await tryProbe((command) => asUser(bubblewrap(path, { ...command, filter }, [])))
    : rungBroken(`there is no filter for ${process.arch}`);
  if (both.works) {
    return {
      bubblewrap: both.reached.files ? rungBroken('it let a program read files') : { works: true, path },
      seccomp: both.reached.newProcesses ? rungBroken('it let a program start a process') : { works: true, path },
    };
  }
  const alone = await tryProbe((command) => asUser(bubblewrap(path, command, [])));
  if (!alone.works) return { bubblewrap: alone, seccomp: filter ? rungBroken(needed) : both };
  return {
    bubblewrap: alone.reached.files ? rungBroken('it let a program read files') : { works: true, path },
    seccomp: both,
  };
}
