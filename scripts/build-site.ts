/** Builds the pages into dist/ when they are not what the sources say. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { precompress } from '../src/host/precompress.ts';
import { builtFrom, dropBuiltFrom, keepBuiltFrom, sourceHash } from './built-from.ts';
import { withLock } from './starter/lock.js';
import { step } from './starter/step.js';

/** The pages could not be built; the message is the build's output and what to do. */
class BuildError extends Error {
  readonly code = 'BUILD_FAILED';
}

/** Builds unless the build is current. Two at once: the second waits and finds it done. */
export async function buildSite(root: string): Promise<'current' | 'built'> {
  if (builtFrom(root) === sourceHash(root)) return 'current';
  return withLock(lockOf(root), (alsoWaitFor) => buildUnlessDone(root, alsoWaitFor), { waiting: sayWaiting });
}

async function buildUnlessDone(root: string, alsoWaitFor: (pid: number) => void): Promise<'current' | 'built'> {
  const hash = sourceHash(root);
  if (builtFrom(root) === hash) return 'current';
  dropBuiltFrom(root);
  await step('Building the pages', () => astroBuild(root, alsoWaitFor));
  await step('Compressing them', () => precompress(path.join(root, 'dist', 'client')));
  keepBuiltFrom(root, hash);
  return 'built';
}

function lockOf(root: string): string {
  return path.join(root, '.cache', 'build-lock');
}

function sayWaiting(): void {
  console.error('Waiting for another run that builds the pages …');
}

async function astroBuild(root: string, alsoWaitFor: (pid: number) => void): Promise<void> {
  const astro = path.join(root, 'node_modules', 'astro', 'bin', 'astro.mjs');
  const child = spawn(process.execPath, [astro, 'build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  if (child.pid !== undefined) alsoWaitFor(child.pid);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const log = path.join(root, '.cache', 'build.log');
  mkdirSync(path.dirname(log), { recursive: true });
  output = stripVTControlCharacters(output);
  writeFileSync(log, output);
  if (code === 0) return;
  const end = output.trimEnd().split('\n').slice(-25).join('\n');
  throw new BuildError(
    `${end}\nCannot build the pages: the reason is above, and all of it in .cache/build.log. Mend it and run the command again.`,
  );
}
