/** The real command, run as a child process. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';

export const root = path.resolve(import.meta.dirname, '..', '..', '..');
export const exercise = (file: string): string => path.join(root, 'exercises', 'order-quantity', file);
const command = path.join(root, 'packages', 'cli', 'bin', 'ounce.js');

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `ounce` with both of its streams in pipes. */
export function runOunce(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  return run(process.execPath, [command, ...args], environment);
}

/** Runs `ounce` on a terminal of its own, as util-linux’s `script` gives one; undefined where there is no such program. */
export async function runOnTerminal(
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Ended | undefined> {
  const line = [process.execPath, command, ...args].map((part) => `'${part}'`).join(' ');
  const all = { TERM: 'xterm-256color', PATH: process.env['PATH'] ?? '', ...environment };
  return run('script', ['-qec', line, '/dev/null'], all).catch(() => undefined);
}

async function run(program: string, args: readonly string[], env: Record<string, string>): Promise<Ended> {
  const child = spawn(program, [...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const code = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}
