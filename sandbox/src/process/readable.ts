/** What a child of ours may read: Node's own permissions, and where packages lie. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Node's flags for a program that reads these files and folders and does nothing else outside. */
export function permissions(readable: readonly string[]): string[] {
  return ['--permission', ...readable.map((name) => `--allow-fs-read=${name}`)];
}

/** Node looks for a package.json in each folder above a program to learn its module type. */
export function packageFiles(folder: string): string[] {
  const files: string[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    files.push(path.join(at, 'package.json'));
    if (at === path.dirname(at)) return files;
  }
}

/** Where a package lies. */
export function packageFolder(name: string): string {
  for (let at = path.dirname(fileURLToPath(import.meta.resolve(name))); ; at = path.dirname(at)) {
    if (at.endsWith(path.join(path.sep, 'node_modules', name))) return at;
    if (at === path.dirname(at))
      throw new Error(`Cannot find the folder of the package ${name}: it lies in no node_modules`);
  }
}
