/** How a worker is shut in: what this machine has, found by trying it. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { bubblewrap } from './bubblewrap.ts';
import { limited } from './limited.ts';
import { seccompFilter } from './seccomp.ts';

const execute = promisify(execFile);

/** A command to start, and what it reads on file descriptor 3. */
export interface Command {
  command: string;
  args: readonly string[];
  filter?: Buffer | undefined;
}

export interface Layer {
  name: string;
  active: boolean;
  /** What it stops, or would stop. */
  stops: string;
  /** Why it is not active, and what to do. */
  why?: string;
}

export interface Isolation {
  /** True when a program that runs native code in a worker can't reach files, processes or the network of the machine. */
  strong: boolean;
  layers: readonly Layer[];
  /** Shuts a command in. It may read the given files and folders, and have so much private memory (768 MB unless set). */
  shut(command: Command, readable: readonly string[], dataMb?: number): Command;
}

/** Finds out what this machine has. Each layer was tried, not only found. */
export async function detectIsolation(): Promise<Isolation> {
  const [bwrap, prlimit, setpriv] = await Promise.all([
    tryBubblewrap(),
    tryTool('prlimit', ['--core=0', '/bin/true']),
    tryTool('setpriv', ['--no-new-privs', '--pdeathsig', 'KILL', '/bin/true']),
  ]);
  const filter = bwrap.works ? seccompFilter(process.arch) : undefined;
  const layers: Layer[] = [
    {
      name: 'own process, empty environment',
      active: true,
      stops: 'the app’s memory and secrets are in another process',
    },
    { name: 'isolate', active: true, stops: 'the program can name nothing but its own globals' },
    {
      name: 'no just-in-time compiler',
      active: true,
      stops: 'most engine bugs that turn JavaScript into native code; WebAssembly',
    },
    {
      name: 'Node permissions',
      active: true,
      stops: 'JavaScript outside the isolate from files, processes and workers',
    },
    {
      name: 'CPU and memory watch',
      active: process.platform === 'linux',
      stops: 'operations that the engine can’t interrupt',
      ...(process.platform !== 'linux' && { why: 'this system has no /proc: only the time on the clock is watched' }),
    },
    layer(
      'resource limits',
      prlimit,
      'memory beyond the limit, core dumps, files written, open files',
      'install util-linux (prlimit)',
    ),
    layer(
      'namespaces (bubblewrap)',
      bwrap,
      'native code from files, processes, users and the network of the machine',
      'install bubblewrap, and allow user namespaces',
    ),
    layer(
      'system call filter (seccomp)',
      filter ? bwrap : { works: false, why: bwrap.works ? `no filter for ${process.arch}` : 'it needs bubblewrap' },
      'native code from sockets, new processes, mounts, tracing and rare kernel parts',
      'install bubblewrap',
    ),
  ];
  return {
    strong: bwrap.works && filter !== undefined,
    layers,
    shut: (command, readable, dataMb = 768) => {
      const inner = bwrap.works
        ? bubblewrap(bwrap.path, { ...command, filter }, readable)
        : setpriv.works
          ? orphanless(setpriv.path, command)
          : command;
      return prlimit.works ? limited(prlimit.path, inner, dataMb) : inner;
    },
  };
}

/** Dies with its parent, and never gains a privilege. */
function orphanless(setpriv: string, { command, args }: Command): Command {
  return { command: setpriv, args: ['--no-new-privs', '--pdeathsig', 'KILL', '--', command, ...args] };
}

type Trial = { works: true; path: string } | { works: false; why: string };

function layer(name: string, trial: Trial, stops: string, advice: string): Layer {
  return { name, active: trial.works, stops, ...(!trial.works && { why: `${trial.why}: ${advice}` }) };
}

async function tryBubblewrap(): Promise<Trial> {
  const found = findTool('bwrap');
  if (!found.works) return found;
  const { args } = bubblewrap(found.path, { command: process.execPath, args: ['--version'] }, []);
  return tryTool('bwrap', args);
}

async function tryTool(name: string, args: readonly string[]): Promise<Trial> {
  const found = findTool(name);
  if (!found.works) return found;
  try {
    await execute(found.path, [...args], { timeout: 20_000, env: {} });
    return found;
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    return { works: false, why: stderr?.trim().split('\n')[0] ?? String(error) };
  }
}

function findTool(name: string): Trial {
  if (process.platform !== 'linux') return { works: false, why: 'this system is not Linux' };
  const folders = (process.env['PATH'] ?? '').split(':').filter((folder) => path.isAbsolute(folder));
  const file = [...folders, '/usr/bin', '/bin']
    .map((folder) => path.join(folder, name))
    .find((candidate) => existsSync(candidate));
  return file === undefined ? { works: false, why: `${name} is not installed` } : { works: true, path: file };
}
