/** How each kind of process is started: its program, its flags, what it may read, and how it is shut in. */
import path from 'node:path';
import type { Bundles } from '../bundle.ts';
import type { Isolation } from '../isolation/isolation.ts';
import { processClasses } from '../isolation/process-class.ts';
import { packageFiles, packageFolder, permissions } from '../process/readable.ts';
import type { PoolOptions } from './pool.ts';
import type { WorkerClass } from './worker-class.ts';

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
export const addonFolder = packageFolder('isolated-vm');

/** A worker of a class. */
export function workerCommand(
  workerClass: WorkerClass,
  { worker, inside }: Bundles,
  cacheFolder: string,
  isolation: Isolation,
): PoolCommand {
  const { engine, packages } = engines[workerClass];
  const readable = [
    cacheFolder,
    addonFolder,
    path.join(addonFolder, '..', 'node-gyp-build'),
    '/etc/alpine-release',
    ...packageFiles(cacheFolder),
    ...packages.map(packageFolder),
  ];
  const flags = [
    ...engine,
    '--no-node-snapshot',
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=SecurityWarning',
    '--max-old-space-size=256',
  ];
  const args = [...flags, ...permissions(readable), '--allow-addons', worker, inside];
  const shut = isolation.shut({ command: process.execPath, args }, readable, processClasses[workerClass]);
  return { ...shut, mostReplyBytes: 4 * 1024 * 1024 };
}

/** How the engine is set for a class, and the packages that its worlds load. */
const engines: Readonly<Record<WorkerClass, { engine: readonly string[]; packages: readonly string[] }>> = {
  js: { engine: ['--jitless'], packages: [] },
  // 2,048 pages of 64 KB: 128 MB for each memory.
  wasm: { engine: ['--wasm-max-mem-pages=2048'], packages: ['libxml2-wasm'] },
};
