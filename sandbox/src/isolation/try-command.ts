/** Tools that shut a command in: found on the PATH, and tried before they are believed. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Command } from './command.ts';

/** Works: with what the try printed. */
export type Trial = { works: true; output: string } | { works: false; why: string };

/** Where a tool stands, or undefined. */
export function findTool(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin').split(':');
  return folders
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));
}

/** Runs a command to its end, with an empty environment. */
export async function tryCommand({ command, args, filter }: Command): Promise<Trial> {
  const child = spawn(command, [...args], {
    stdio: ['ignore', 'pipe', 'pipe', filter ? 'pipe' : 'ignore'],
    env: {},
    cwd: '/',
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  const failed = new Promise<string>((resolve) => child.once('error', (error) => resolve(error.message)));
  if (filter) {
    const stream = child.stdio[3] as Writable;
    // A command that ends before it has read the filter is told by its exit code.
    stream.on('error', () => undefined);
    stream.end(filter);
  }
  const ended = new Promise<string | undefined>((resolve) =>
    child.once('close', (code, signal) =>
      resolve(code === 0 ? undefined : `it ended with ${signal ?? `code ${code}`}`),
    ),
  );
  const [output, complaint, end] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    Promise.race([ended, failed]),
  ]);
  if (end === undefined) return { works: true, output };
  return { works: false, why: complaint.trim().split('\n')[0] || end };
}
