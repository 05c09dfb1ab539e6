/** The real service, run as a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { parseGraderUrl } from '../../../sandbox/src/remote/grader-url.ts';
import { cacheFolder } from '../probe-exercise.ts';

const program = path.join(import.meta.dirname, '..', '..', '..', 'sandbox', 'serve.ts');

export const token = 'a token that is long enough'.replaceAll(' ', '-');

export interface Started {
  url: string;
  child: ChildProcess;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>;
}

export interface Ended {
  code: number | NodeJS.Signals | null;
  output: string;
}

/** Starts it with the exercises of a folder and waits until it is ready. */
export async function startService(t: TestContext, exercises: string, ...args: string[]): Promise<Started> {
  const { child, ended, output } = run(['--exercises', exercises, '--cache', cacheFolder, '--workers', '1', ...args], {
    OUNCE_GRADER_TOKEN: token,
  });
  t.after(() => child.kill('SIGKILL'));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', () => {
      const ready = /ready at (\S+)/.exec(output())?.[1];
      if (ready !== undefined) resolve(ready);
    });
    void ended.then((code) => reject(new Error(`The service ended with ${code}: ${output()}`)));
  });
  return { url, child, ended };
}

/** Runs it until it ends by itself. */
export async function runService(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  const { ended, output } = run(args, environment);
  const code = await ended;
  return { code, output: output() };
}

function run(
  args: readonly string[],
  env: Record<string, string>,
): { child: ChildProcess; ended: Started['ended']; output: () => string } {
  const all = { PATH: process.env['PATH'] ?? '', ...env };
  const child = spawn(process.execPath, [program, ...args], { env: all, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject).once('close', (code, signal) => resolve(code ?? signal));
  });
  return { child, ended, output: () => output };
}

/** A path for a socket that is gone after the test. */
export function socketPath(t: TestContext): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ounce-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'grader.sock');
}

export interface Heard {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Record<string, unknown>;
}

/** One request, just as it is given: with the right token unless another one, or none (''), is named. */
export function send(
  url: string,
  method: string,
  path: string,
  { body, authorization = `Bearer ${token}`, headers = {}, signal }: SendOptions = {},
): Promise<Heard> {
  const all = {
    ...(body !== undefined && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }),
    ...(authorization !== '' && { Authorization: authorization }),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const request = http.request({ ...parseGraderUrl(url), agent: false, method, path, headers: all, signal });
    request.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      response.once('end', () => {
        const parsed = JSON.parse(text) as Record<string, unknown>;
        resolve({ status: response.statusCode!, headers: response.headers, body: parsed });
      });
      response.once('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

export interface SendOptions {
  body?: string;
  authorization?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}
