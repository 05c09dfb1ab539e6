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

/** Node's own warnings are shorter. */
const mostComplaintBytes = 64 * 1024;

/** Node has about 11, what stands before it a few more. */
const mostThreads = 64;

const hasGroups = process.platform !== 'win32';

/** Starts a child. A child that can't be started answers 'died'. */
export function startChild(options: ChildOptions): Child {
  const child = spawn(options.command, [...options.args], {
    stdio: ['pipe', 'pipe', 'pipe', options.filter ? 'pipe' : 'ignore'],
    env: {},
    cwd: '/',
    // A process group of its own, which can be ended with all that it started.
    detached: hasGroups,
  }) as ChildProcessWithoutNullStreams;
  if (options.filter) writeOnce(child.stdio[3] as Writable, options.filter);
  let alive = true;
  let received = '';
  let complaint = '';
  let complaintBytes = 0;
  let waiting: ((reply: Reply) => void) | undefined;

  const reply = (value: Reply): void => {
    waiting?.(value);
    waiting = undefined;
  };
  const ended = Promise.withResolvers<string>();
  const end = (reason: string): void => {
    const why = complaint === '' ? reason : `${reason}: ${complaint}`;
    alive = false;
    killGroup(child);
    // Something that it started and that got away might hold them open.
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
    ended.resolve(why);
    reply({ outcome: 'died', why });
  };
  child.once('error', (error) => end(error.message));
  child.once('close', (code, signal) => end(`the process ended with ${signal ?? `code ${code}`}`));
  // It has ended or will be: its last words are still to be read, and 'close' comes after them.
  child.stdin.on('error', () => killGroup(child));
  child.stdout.once('end', () => killGroup(child));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(0, 2_000);
    complaintBytes += text.length;
    if (complaintBytes > mostComplaintBytes) end('it complained without end');
  });
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
      const cpuBefore = usageOf(child.pid).cpuMs;
      const overdue = (limit: keyof Allowance): void => {
        reply({ outcome: 'overdue', limit });
        end('overdue');
      };
      const watch = setInterval(() => {
        const { cpuMs, memoryMb, threads } = usageOf(child.pid);
        if (cpuMs - cpuBefore > most.cpuMs) overdue('cpuMs');
        else if (memoryMb > most.memoryMb) overdue('memoryMb');
        else if (threads > mostThreads) end('it started threads without end');
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

/** Kills a child and what it started. A child that ended already has no group left. */
function killGroup(child: ChildProcessWithoutNullStreams): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(hasGroups ? -child.pid : child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The child may end before it has read it all; that it ended is told elsewhere. */
function writeOnce(stream: Writable, bytes: Buffer): void {
  stream.on('error', () => undefined);
  stream.end(bytes);
}

interface Usage {
  cpuMs: number;
  memoryMb: number;
  threads: number;
}

/**
 * What a process uses, and those that it started: a worker may stand behind the programs that shut it in. From Linux's
 * /proc; elsewhere nothing is known, and so nothing counts. CPU time is that of ended processes too, in ticks of 10 ms.
 */
function usageOf(pid: number | undefined): Usage {
  const stat = pid === undefined ? undefined : procText(pid, 'stat');
  if (pid === undefined || stat === undefined) return { cpuMs: 0, memoryMb: 0, threads: 0 };
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const own: Usage = {
    cpuMs: fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * 10,
    // A process that has ended but was not waited for has none.
    memoryMb: Number(/^VmRSS:\s+(\d+) kB$/m.exec(procText(pid, 'status') ?? '')?.[1] ?? 0) / 1024,
    threads: Number(fields[17]),
  };
  const children = (procText(pid, `task/${pid}/children`) ?? '').split(' ').filter(Boolean);
  return children.map((child) => usageOf(Number(child))).reduce(sumOf, own);
}

function sumOf(one: Usage, other: Usage): Usage {
  return {
    cpuMs: one.cpuMs + other.cpuMs,
    memoryMb: one.memoryMb + other.memoryMb,
    threads: one.threads + other.threads,
  };
}

function procText(pid: number, file: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined; // it has ended
  }
}
