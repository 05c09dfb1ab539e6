/** How each kind of process is started: its program, its flags, what it may read, and how it is shut in. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bundles } from '../bundle.ts';
import type { Isolation } from '../isolation/isolation.ts';
import { processClasses } from '../isolation/process-class.ts';
import type { PoolOptions } from './pool.ts';

export type PoolCommand = Pick<PoolOptions, 'command' | 'args' | 'filter' | 'mostReplyBytes'>;

/** The compile process. */
export function compilerCommand({ compiler }: Bundles, isolation: Isolation): PoolCommand {
  const readable = [compiler, ...packageFiles(path.dirname(compiler))];
  const args = [
    '--disable-warning=ExperimentalWarning',
    '--max-old-space-size=256',
    ...permissions(readable),
    compiler,
  ];
  const shut = isolation.shut({ command: process.execPath, args }, readable, processClasses.compiler);
  return { ...shut, mostReplyBytes: 2 * 1024 * 1024 };
}

/** Where isolated-vm is. */
export const addonFolder = path.dirname(fileURLToPath(import.meta.resolve('isolated-vm/package.json')));

/** A worker without a just-in-time compiler. */
export function workerCommand({ worker, inside }: Bundles, cacheFolder: string, isolation: Isolation): PoolCommand {
  const readable = [
    cacheFolder,
    addonFolder,
    path.join(addonFolder, '..', 'node-gyp-build'),
    '/etc/alpine-release',
    ...packageFiles(cacheFolder),
  ];
  const flags = [
    '--jitless',
    '--no-node-snapshot',
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=SecurityWarning',
    '--max-old-space-size=256',
  ];
  const args = [...flags, ...permissions(readable), '--allow-addons', worker, inside];
  const shut = isolation.shut({ command: process.execPath, args }, readable, processClasses.js);
  return { ...shut, mostReplyBytes: 4 * 1024 * 1024 };
}

function permissions(readable: readonly string[]): string[] {
  return ['--permission', ...readable.map((name) => `--allow-fs-read=${name}`)];
}

/** Node looks for a package.json in each folder above a program to learn its module type. */
function packageFiles(folder: string): string[] {
  const files: string[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    files.push(path.join(at, 'package.json'));
    if (at === path.dirname(at)) return files;
  }
}
