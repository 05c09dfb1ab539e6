/** The exercises on disk: their facts, their starters, the plan of their checks. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Check, Exercise, Exploit, WorldName } from './exercise.ts';

export interface LoadedExercise extends Exercise {
  folder: string;
  /** SHA-256 over every file of the folder, hexadecimal: the version of the exercise. */
  hash: string;
  /** The starter, by the learner's file name: 'solution.ts' (or 'solution.c') and, where there are more, theirs. */
  files: Readonly<Record<string, string>>;
  /** Every check and exploit in the order of the verdict. */
  plan: readonly { id: string; kind: 'function' | 'exploit'; title: string }[];
  /** Markdown, each more telling than the one before. */
  hints: readonly string[];
  /** Declarations of what the program can import and use, for an editor. */
  types: string;
}

export interface Solutions {
  reference: Readonly<Record<string, string>>;
  accepted: readonly { name: string; files: Readonly<Record<string, string>> }[];
}

/** Every exercise in a folder of exercises, by id. */
export async function listExercises(folder: string): Promise<LoadedExercise[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const ids = entries
    .filter((entry) => entry.isDirectory() && existsSync(path.join(folder, entry.name, 'exercise.ts')))
    .map((entry) => entry.name);
  return Promise.all(ids.sort().map((id) => loadExercise(path.join(folder, id))));
}

/** One exercise. Rejects when a file is missing or does not load. */
export async function loadExercise(folder: string): Promise<LoadedExercise> {
  const facts = (await importDefault(folder, 'exercise.ts')) as Exercise;
  const checks = (await importDefault(folder, 'functional.ts')) as readonly Check<WorldName, unknown>[];
  const exploits = (await importDefault(folder, 'exploits.ts')) as readonly Exploit<WorldName, unknown>[];
  const hints = await readFile(path.join(folder, 'hints.md'), 'utf8');
  return {
    ...facts,
    folder,
    hash: await hashFolder(folder),
    files: await readProgram(folder, 'starter'),
    plan: [
      ...checks.map(({ id, title }) => ({ id, kind: 'function' as const, title })),
      ...exploits.map(({ id, title }) => ({ id, kind: 'exploit' as const, title })),
    ],
    hints: hints
      .split(/^---$/m)
      .map((hint) => hint.trim())
      .filter(Boolean),
    types: await readTypes(facts.worlds),
  };
}

/** The right answers: for those who have passed, and for the proof of the exercise. */
export async function readSolutions(exercise: LoadedExercise): Promise<Solutions> {
  const accepted = await programsIn(path.join(exercise.folder, 'accepted'));
  return { reference: await readProgram(exercise.folder, 'reference'), accepted };
}

/** The programs of accepted/ or wrong/ by file name: a file is a solution.ts or solution.c, a folder a solution of several files. */
export async function programsIn(folder: string): Promise<{ name: string; files: Readonly<Record<string, string>> }[]> {
  if (!existsSync(folder)) return [];
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  return Promise.all(
    entries.map(async ({ name }) => ({ name, files: await readProgram(folder, name.replace(/\.(ts|c)$/, '')) })),
  );
}

async function importDefault(folder: string, file: string): Promise<unknown> {
  const { default: value } = (await import(pathToFileURL(path.join(folder, file)).href)) as { default: unknown };
  return value;
}

/** `<name>.ts` as solution.ts, `<name>.c` as solution.c, or every file of the folder `<name>/`. */
async function readProgram(folder: string, name: string): Promise<Record<string, string>> {
  for (const language of ['ts', 'c']) {
    const single = path.join(folder, `${name}.${language}`);
    if (existsSync(single)) return { [`solution.${language}`]: await readFile(single, 'utf8') };
  }
  const several = path.join(folder, name);
  const files = (await readdir(several)).sort();
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(path.join(several, file), 'utf8')] as const)),
  );
}

async function hashFolder(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    const content = await readFile(file);
    hash.update(`${path.relative(folder, file).replaceAll(path.sep, '/')}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

async function readTypes(worlds: readonly WorldName[]): Promise<string> {
  const names = ['platform', 'http', ...worlds];
  const texts = names.map(async (name) => {
    const file = new URL(`../types/${name}.d.ts`, import.meta.url);
    return existsSync(file) ? readFile(file, 'utf8') : '';
  });
  return (await Promise.all(texts)).join('\n');
}
