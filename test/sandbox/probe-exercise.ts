/** Small exercises made for a test: one function, and whatever checks the test wants. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { loadExercise, openGrader, type Grader, type LoadedExercise, type Verdict } from '@ounce/sandbox';

export const cacheFolder = path.join(import.meta.dirname, '..', '..', '.cache', 'sandbox');

interface Parts {
  /** "probe" unless set. */
  id?: string;
  entry?: string[];
  worlds?: string[];
  /** The source of the list in functional.ts. */
  checks?: string;
  /** The source of the list in exploits.ts. */
  exploits?: string;
  scene?: string;
  /** In C instead of TypeScript. */
  c?: true;
}

/** Writes an exercise called "probe" into a new folder and loads it. */
export async function makeExercise(parts: Parts = {}): Promise<LoadedExercise> {
  const folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'ounce-')), 'probe');
  await mkdir(folder);
  const facts = {
    id: parts.id ?? 'probe',
    title: 'A probe',
    kind: 'fix',
    weakness: ['CWE-20'],
    module: 'start',
    objectives: ['a.b'],
    minutes: 5,
    entry: parts.entry ?? ['solve'],
    worlds: parts.worlds ?? [],
    wrong: {},
  };
  const defaultCheck = `[{ id: 'solves', task: 1, title: 'It solves', feedback: '', async holds({ app }) { return (await app.call('solve', 2)) === 4 || { observed: 'not 4' }; } }]`;
  const files = {
    'exercise.ts': `export default ${JSON.stringify(facts)};`,
    'functional.ts': `export default ${parts.checks ?? defaultCheck};`,
    'exploits.ts': `export default ${parts.exploits ?? '[]'};`,
    ...(parts.c
      ? { 'starter.c': 'int solve(int n) { return n * 2; }' }
      : { 'starter.ts': 'export const solve = (n: number) => n * 2;' }),
    'hints.md': 'one',
    ...(parts.scene !== undefined && { 'scene.ts': parts.scene }),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  return loadExercise(folder);
}

/** A grader for one exercise that ends with the test. */
export async function graderFor(t: TestContext, exercise: LoadedExercise): Promise<Grader> {
  const grader = await openGrader({ exercises: [exercise], cacheFolder, workers: 1 });
  t.after(() => grader.close());
  return grader;
}

/** The verdict on one file. */
export async function verdictOn(grader: Grader, source: string, seed = 7, file = 'solution.ts'): Promise<Verdict> {
  const grading = await grader.grade({ exercise: 'probe', files: { [file]: source }, seed });
  if (grading.outcome !== 'graded') throw new Error(`Not graded: ${JSON.stringify(grading)}`);
  return grading.verdict;
}
