/** Which tests a command line asks for. */
import { existsSync, globSync, statSync } from 'node:fs';
import path from 'node:path';

export interface Selection {
  /** Whether the whole of `npm test` is asked for. */
  readonly all: boolean;
  /** From the root, sorted: those in the browser apart, since they want the machine to themselves. */
  readonly files: readonly string[];
  readonly browserFiles: readonly string[];
  readonly namePatterns: readonly string[];
}

/** An argument is a file, a folder, or else a pattern of tests' names. */
export function selectTests(args: readonly string[], root: string): Selection {
  const [places, patterns] = [args.filter((arg) => isPlace(arg, root)), args.filter((arg) => !isPlace(arg, root))];
  const files = (places.length > 0 ? places : ['test']).flatMap((place) => testsIn(place, root)).sort();
  return {
    all: args.length === 0,
    files: files.filter((file) => !file.startsWith('test/e2e/')),
    browserFiles: files.filter((file) => file.startsWith('test/e2e/')),
    namePatterns: patterns.map((pattern) => pattern.replace(/^--test-name-pattern=/, '')),
  };
}

function isPlace(arg: string, root: string): boolean {
  return existsSync(path.join(root, arg));
}

function testsIn(place: string, root: string): string[] {
  const found = statSync(path.join(root, place)).isFile() ? [place] : globSync(`${place}/**/*.test.ts`, { cwd: root });
  return found.map((file) => path.normalize(file).replaceAll(path.sep, '/'));
}
