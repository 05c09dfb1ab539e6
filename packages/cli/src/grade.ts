/** `ounce grade <exercise> <file>`: the same verdict as on the web, on the terminal. */
import { existsSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  listExercises,
  loadExercise,
  nearestName,
  openGrader,
  type Grading,
  type LoadedExercise,
} from '@ounce/sandbox';
import { courseFolder } from './course-folder.ts';
import { plainJson } from './plain-text.ts';
import { showVerdict } from './show-verdict.ts';
import { TryError } from './try-error.ts';

export const gradeHelp = `ounce grade <exercise> <file> [--seed N] [--json]

Runs a solution in the sandbox: its functions are checked, and the exploits are fired at it.
<file> is the solution.ts (or solution.c), or a folder that holds all files of an exercise that has several.
In an exercise of kind spot or review it is the answer.json.

  --seed N   repeats a run: a whole number from 0 to 4294967295
  --json     the verdict as one JSON document on standard output

Exit codes: 0 passed · 1 not passed · 2 could not be tried
`;

export async function grade(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, seed: { type: 'string' } },
  });
  const [id, file, ...more] = positionals;
  if (id === undefined || file === undefined || more.length > 0) {
    throw new TryError(`Two arguments are wanted, an exercise and a file; there are ${positionals.length}.`);
  }
  const seed = values.seed === undefined ? undefined : seedOf(values.seed);
  const { kind, grading } = await gradeFile(id, file, seed);
  if (grading.outcome === 'refused') throw new TryError(grading.problems.join('\n'));
  if (grading.outcome === 'busy') throw new TryError('The grader is busy: try again.');
  const { verdict } = grading;
  if (values.json) console.log(plainJson(verdict));
  else process.stdout.write(showVerdict(verdict, { file, kind }, process.stdout));
  return { passed: 0, failed: 1, error: 2 }[verdict.status];
}

async function gradeFile(
  id: string,
  file: string,
  seed: number | undefined,
): Promise<{ kind: LoadedExercise['kind']; grading: Grading }> {
  const root = courseFolder();
  const folder = path.join(root, 'exercises', id);
  if (!/^[a-z0-9-]+$/.test(id) || !existsSync(path.join(folder, 'exercise.ts'))) throw await unknownExercise(root, id);
  const exercise = await loadExercise(folder);
  const files = await readSolution(file, Object.keys(exercise.files));
  const grader = await openGrader({
    exercises: [exercise],
    cacheFolder: path.join(root, '.cache', 'sandbox'),
    workers: 1,
  });
  try {
    return { kind: exercise.kind, grading: await grader.grade({ exercise: id, files, seed }) };
  } finally {
    await grader.close();
  }
}

async function unknownExercise(root: string, id: string): Promise<TryError> {
  const ids = (await listExercises(path.join(root, 'exercises'))).map((exercise) => exercise.id);
  const near = nearestName(id, ids);
  return new TryError(
    `There is no exercise "${id}".${near === undefined ? '' : ` Is "${near}" meant?`} "ounce list" shows them all.`,
  );
}

/** A single file is sent under the name that the exercise has for its own, whatever it is called here. */
async function readSolution(file: string, wanted: readonly string[]): Promise<Record<string, string>> {
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new TryError(`There is no file ${file}.`);
  const single = wanted.find((name) => wanted.length === 1 || name.startsWith('solution.')) ?? 'solution.ts';
  if (!found.isDirectory()) return { [single]: await readFile(file, 'utf8') };
  const endings = new Set(wanted.map((name) => path.extname(name)));
  const names = (await readdir(file)).filter((name) => endings.has(path.extname(name)));
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(file, name), 'utf8')] as const)),
  );
}

function seedOf(text: string): number {
  const seed = Number(text);
  if (/^\d{1,10}$/.test(text) && seed < 2 ** 32) return seed;
  throw new TryError(`The seed is "${text}"; a whole number from 0 to 4294967295 is wanted.`);
}
