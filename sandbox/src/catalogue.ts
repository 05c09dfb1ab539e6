/** The exercises on disk: their facts, their starters, the plan of their checks. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Exercise } from './exercise.ts';
import { importDefault } from './import-default.ts';
import { planOf, type Planned } from './plan.ts';

/** Texts by file name. */
export type Files = Readonly<Record<string, string>>;

export type LoadedExercise = Exercise & OnDisk;

interface OnDisk {
  folder: string;
  /** SHA-256 over every file of the folder, hexadecimal: the version of the exercise. */
  hash: string;
  /** The starter, by the learner's file name: 'solution.ts' (or 'solution.c') and, where there are more, theirs; 'answer.json' for spot and review. */
  files: Files;
  /** What the learner may read and not change: the app that is attacked or tested, the code to look at, the patches. */
  shown: Files;
  /** The exercise's own programs that run in the grader: 'app', 'safe/<name>', 'mutants/<name>', 'patches/<name>'. */
  programs: Readonly<Record<string, Files>>;
  /** Every finding in the order of the verdict. */
  plan: readonly Planned[];
  /** Markdown, each more telling than the one before. */
  hints: readonly string[];
  /** Declarations of what the program can import and use, for an editor. */
  types: string;
}

export interface Solutions {
  reference: Files;
  accepted: readonly { name: string; files: Files }[];
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
  const hints = await readFile(path.join(folder, 'hints.md'), 'utf8');
  const programs = await readPrograms(facts, folder);
  return {
    ...facts,
    folder,
    hash: await hashFolder(folder),
    files: await readProgram(folder, 'starter'),
    shown: await readShown(facts, folder, programs),
    programs,
    plan: await planOf(facts, folder),
    hints: hints
      .split(/^---$/m)
      .map((hint) => hint.trim())
      .filter(Boolean),
    types: await readTypes(facts),
  };
}

/** The right answers: for those who have passed, and for the proof of the exercise. */
export async function readSolutions(exercise: LoadedExercise): Promise<Solutions> {
  const accepted = await programsIn(path.join(exercise.folder, 'accepted'));
  return { reference: await readProgram(exercise.folder, 'reference'), accepted };
}

/** The answers in accepted/ or wrong/ by file name: a file is a whole answer, a folder one of several files. */
export async function programsIn(folder: string): Promise<{ name: string; files: Files }[]> {
  if (!existsSync(folder)) return [];
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  return Promise.all(
    entries.map(async ({ name }) => ({ name, files: await readProgram(folder, name.replace(/\.[a-z]+$/, '')) })),
  );
}

/** What a learner's file is called, by the ending of the author's. */
const learnersFiles = { '.ts': 'solution.ts', '.c': 'solution.c', '.json': 'answer.json' } as const;

/** `<name>.ts` as solution.ts, `<name>.c` as solution.c, `<name>.json` as answer.json, or every file of the folder `<name>/`. */
async function readProgram(folder: string, name: string): Promise<Files> {
  for (const [ending, file] of Object.entries(learnersFiles)) {
    const single = path.join(folder, name + ending);
    if (existsSync(single)) return { [file]: await readFile(single, 'utf8') };
  }
  const several = path.join(folder, name);
  const files = (await readdir(several)).sort();
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(path.join(several, file), 'utf8')] as const)),
  );
}

async function readPrograms(facts: Exercise, folder: string): Promise<Record<string, Files>> {
  const read = async (name: string): Promise<readonly [string, Files]> => [
    name.replace(/\.ts$/, ''),
    { 'app.ts': await readFile(path.join(folder, name), 'utf8') },
  ];
  const names = {
    fix: () => [],
    spot: () => [],
    break: () => ['app.ts'],
    test: ({ safe, mutants }: Exercise & { kind: 'test' }) => [
      ...Object.keys(safe).map((name) => `safe/${name}`),
      ...Object.keys(mutants).map((name) => `mutants/${name}`),
    ],
    review: ({ patches }: Exercise & { kind: 'review' }) => Object.keys(patches).map((name) => `patches/${name}`),
  } as const;
  return Object.fromEntries(await Promise.all((names[facts.kind] as (facts: Exercise) => string[])(facts).map(read)));
}

async function readShown(facts: Exercise, folder: string, programs: Record<string, Files>): Promise<Files> {
  switch (facts.kind) {
    case 'fix':
      return {};
    case 'break':
      return programs['app']!;
    case 'test':
      return programs[`safe/${Object.keys(facts.safe)[0]?.replace(/\.ts$/, '')}`] ?? {};
    case 'spot':
      return { 'code.ts': await readFile(path.join(folder, 'code.ts'), 'utf8') };
    case 'review': {
      const patches = Object.entries(programs).map(([name, files]) => [`${name}.ts`, files['app.ts']!] as const);
      return { 'before.ts': await readFile(path.join(folder, 'before.ts'), 'utf8'), ...Object.fromEntries(patches) };
    }
  }
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

async function readTypes(facts: Exercise): Promise<string> {
  // The app of a break is shown, so its editor knows what the app imports.
  const more = facts.kind === 'test' ? ['testing', 'client'] : facts.kind === 'break' ? ['client'] : [];
  const texts = ['platform', 'http', ...more, ...facts.worlds].map(async (name) => {
    const file = new URL(`../types/${name}.d.ts`, import.meta.url);
    return existsSync(file) ? readFile(file, 'utf8') : '';
  });
  return (await Promise.all(texts)).join('\n');
}
