/** A child process that answers one line of JSON with another: the parent's side. What it says is not believed, only read. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Writable } from 'node:stream';

export interface ChildOptions {
  /** The program and its arguments. Its environment is empty. */
  command: string;
  args: readonly string[];
  /** What it reads on file descriptor 3. */
  filter?: Buffer | undefined;
  /** A reply that is longer than this ends the child. */
  mostReplyBytes: number;
}

export type Reply =
  | { outcome: 'replied'; text: string }
  /** It ended, or was ended, without a reply. */
  | { outcome: 'died'; why: string }
  /** It used more than it may before it replied, and was killed. */
  | { outcome: 'overdue'; limit: keyof Allowance };

/** What a process may use for one message. CPU time and memory are watched where the machine tells them (Linux). */
export interface Allowance {
  cpuMs: number;
  memoryMb: number;
  wallMs: number;
}

export interface Child {
  readonly pid: number | undefined;
  readonly alive: boolean;
  /** Settles when it has ended, with the reason. */
  readonly ended: Promise<string>;
  /** Sends one message and waits for its reply. One at a time. */
  ask(message: unknown, most: Allowance): Promise<Reply>;
  /** Ends it at once. */
  kill(): void;
}

/** Starts a child. A child that can't be started answers 'died'. */
export function startChild(options: ChildOptions): Child {
  const child = spawn(options.command, [...options.args], {
    stdio: ['pipe', 'pipe', 'pipe', options.filter ? 'pipe' : 'ignore'],
    env: {},
    cwd: '/',
  }) as ChildProcessWithoutNullStreams;
  if (options.filter) writeOnce(child.stdio[3] as Writable, options.filter);
  let alive = true;
  let received = '';
  let complaint = '';
  let waiting: ((reply: Reply) => void) | undefined;

  const reply = (value: Reply): void => {
    waiting?.(value);
    waiting = undefined;
  };
  const ended = Promise.withResolvers<string>();
  const end = (reason: string): void => {
    const why = complaint === '' ? reason : `${reason}: ${complaint}`;
    alive = false;
    child.kill('SIGKILL');
    ended.resolve(why);
    reply({ outcome: 'died', why });
  };
  child.once('error', (error) => end(error.message));
  child.once('close', (code, signal) => end(`the process ended with ${signal ?? `code ${code}`}`));
  child.stdin.on('error', (error) => end(error.message));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(0, 2_000)));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    received += text;
    if (received.length > options.mostReplyBytes) return end('its reply was too long');
    const at = received.indexOf('\n');
    if (at < 0) return;
    const line = received.slice(0, at);
    received = received.slice(at + 1);
    // A reply that nobody asked for is a forgery or a fault.
    if (waiting === undefined || received !== '') return end('it spoke without being asked');
    reply({ outcome: 'replied', text: line });
  });

  return {
    pid: child.pid,
    get alive() {
      return alive;
    },
    ended: ended.promise,
    async ask(message, most) {
      if (waiting) throw new Error('A child answers one message at a time');
      if (!alive) return { outcome: 'died', why: 'it had ended before' };
      const began = performance.now();
      const cpuBefore = cpuOf(child.pid) ?? 0;
      const overdue = (limit: keyof Allowance): void => {
        reply({ outcome: 'overdue', limit });
        end('overdue');
      };
      const watch = setInterval(() => {
        if ((cpuOf(child.pid) ?? 0) - cpuBefore > most.cpuMs) overdue('cpuMs');
        else if ((memoryOf(child.pid) ?? 0) > most.memoryMb) overdue('memoryMb');
        else if (performance.now() - began > most.wallMs) overdue('wallMs');
      }, 50);
      const answered = await new Promise<Reply>((resolve) => {
        waiting = resolve;
        child.stdin.write(`${JSON.stringify(message)}\n`);
      });
      clearInterval(watch);
      return answered;
    },
    kill: () => end('it was ended'),
  };
}

/** The child may end before it has read it all; that it ended is told elsewhere. */
function writeOnce(stream: Writable, bytes: Buffer): void {
  stream.on('error', () => undefined);
  stream.end(bytes);
}

/** CPU milliseconds of a process and those that it started, from Linux's /proc/<pid>/stat (clock ticks of 10 ms); elsewhere undefined. */
function cpuOf(pid: number | undefined): number | undefined {
  return sumOver(pid, (one) => {
    const stat = procText(one, 'stat');
    if (stat === undefined) return undefined;
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  });
}

/** Resident MB of a process and those that it started, from /proc/<pid>/statm (pages of 4 KB); elsewhere undefined. */
function memoryOf(pid: number | undefined): number | undefined {
  return sumOver(pid, (one) => {
    const statm = procText(one, 'statm');
    return statm === undefined ? undefined : (Number(statm.split(' ')[1]) * 4) / 1024;
  });
}

/** A worker may stand behind the programs that shut it in. */
function sumOver(pid: number | undefined, read: (pid: number) => number | undefined): number | undefined {
  if (pid === undefined) return undefined;
  const own = read(pid);
  if (own === undefined) return undefined;
  const children = (procText(pid, `task/${pid}/children`) ?? '').split(' ').filter(Boolean);
  return children.reduce((sum, child) => sum + (sumOver(Number(child), read) ?? 0), own);
}

function procText(pid: number, file: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined; // it has ended
  }
}
