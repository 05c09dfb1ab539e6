/** Small exercises of any kind, made for a test of the files that it gives. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { loadExercise, openGrader, type Grader, type Verdict } from '@ounce/sandbox';
import { cacheFolder } from './probe-exercise.ts';

type Texts = Readonly<Record<string, string>>;

const facts = {
  id: 'probe',
  title: 'A probe of a kind',
  weakness: ['CWE-20'],
  module: 'start',
  objectives: ['a.b'],
  minutes: 5,
  worlds: [],
  wrong: {},
};

/** A grader for one exercise made of the given files. */
export async function graderOf(t: TestContext, exercise: object, files: Texts): Promise<Grader> {
  const parent = await mkdtemp(path.join(os.tmpdir(), 'ounce-'));
  const folder = path.join(parent, 'probe');
  const all = {
    'exercise.ts': `export default ${JSON.stringify({ ...facts, ...exercise })};`,
    'hints.md': 'one',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  const grader = await openGrader({ exercises: [await loadExercise(folder)], cacheFolder, workers: 1 });
  t.after(async () => {
    await grader.close();
    await rm(parent, { recursive: true });
  });
  return grader;
}

/** The verdict on one file. */
export async function verdictOn(grader: Grader, file: string, text: string): Promise<Verdict> {
  const grading = await grader.grade({ exercise: 'probe', files: { [file]: text }, seed: 7 });
  assert.ok(grading.outcome === 'graded', JSON.stringify(grading));
  return grading.verdict;
}
