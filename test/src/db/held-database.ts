/** Processes that open databases, for tests. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { z } from 'zod';

const opened = z.object({ host: z.string(), pid: z.int(), made: z.boolean() });
const refused = z.object({ code: z.string(), message: z.string() });

export interface Holder {
  readonly child: ChildProcess;
  readonly said: z.infer<typeof opened> | z.infer<typeof refused>;
  /** The numbers of rows that the database has confirmed. */
  readonly confirmed: number[];
  /** Lets it end by itself. */
  readonly end: () => Promise<void>;
  readonly kill: () => Promise<void>;
}

export interface HoldOptions {
  readonly uid?: number;
  /** Writes rows from this number on. */
  readonly count?: number;
}

/** Starts a process that opens the database in the folder; resolves when it has said how that went. */
export async function hold(folder: string, { uid, count }: HoldOptions = {}): Promise<Holder> {
  const program = path.join(import.meta.dirname, 'hold-database.ts');
  const args = [program, folder, ...(count === undefined ? [] : [String(count)])];
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(uid !== undefined && { uid, gid: uid, cwd: '/' }),
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const confirmed: number[] = [];
  const first = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) =>
      line.startsWith('{') ? resolve(line) : confirmed.push(Number(line)),
    );
    void ended.then(() => resolve('{"code":"ENDED","message":"it said nothing"}'));
  });
  const said = z.union([opened, refused]).parse(JSON.parse(await first));
  return {
    child,
    said,
    confirmed,
    end: () => (child.stdin.end(), ended),
    kill: () => (child.kill('SIGKILL'), ended),
  };
}

/** A folder that is gone after the test, in which the server's user finds its way. */
export function scratch(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ounce-database-'));
  undo(t, () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const undone = new WeakMap<TestContext, (() => unknown)[]>();

/** Like t.after(), in the opposite order: a server is stopped before its folder goes. */
export function undo(t: TestContext, task: () => unknown): void {
  const tasks = undone.get(t);
  if (tasks) return void tasks.push(task);
  const all = [task];
  undone.set(t, all);
  t.after(async () => {
    for (const one of all.reverse()) await one();
  });
}

/** Processes whose command line holds the text, as Linux tells. */
export function processesWith(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && commandOf(name).includes(text))
    .map(Number);
}

/** The shell that stops a server whose Ounce has gone. */
export function watcherOf(server: number): number {
  const [pid] = processesWith(`read -r _; kill -INT "$0" ${server} `);
  if (pid === undefined) throw new Error(`Nobody watches over the server ${server}`);
  return pid;
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
