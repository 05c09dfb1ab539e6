/** Tells whether the built site was made from the sources as they are now. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Everything that the build reads; each must be there. */
const inputs = [
  'src',
  'courses',
  'exercises',
  'public',
  'sandbox/src',
  'astro.config.ts',
  'package.json',
  'package-lock.json',
];

/** A hash over names and contents of everything that the build reads. */
export function sourceHash(root: string): string {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => filesIn(root, input)).sort()) {
    const content = readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** The hash of the sources that dist/ was built from, or undefined when there is no whole one. */
export function builtFrom(root: string): string | undefined {
  const file = stamp(root);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

export function keepBuiltFrom(root: string, hash: string): void {
  writeFileSync(stamp(root), `${hash}\n`);
}

export function dropBuiltFrom(root: string): void {
  rmSync(stamp(root), { force: true });
}

function stamp(root: string): string {
  return path.join(root, 'dist', '.built-from');
}

function filesIn(root: string, input: string): string[] {
  const start = path.join(root, input);
  if (statSync(start).isFile()) return [input];
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
}
