/** The proof that an exercise is sound: what it says of itself is run, on many seeds. */
import path from 'node:path';
import { loadExercise, programsIn, readSolutions, type Files, type LoadedExercise } from '../catalogue.ts';
import type { Grader } from '../grading.ts';
import type { Problem } from './problem.ts';
import { rightProblems, wrongProblems } from './prove-answers.ts';
import { kindProblems } from './prove-kind.ts';
import { readProblems } from './read-problems.ts';
import { readWritten } from './written.ts';
import { Runs } from './runs.ts';

export { twinsOf } from './twins.ts';

/** What `npm run exercises -- --json` says of one exercise. `exploits` counts goals where the kind has no exploits. */
export interface Proof {
  id: string;
  module: string;
  kind: string;
  weakness: readonly string[];
  counts: { functional: number; exploits: number; accepted: number; wrong: number };
  problems: Problem[];
}

export interface ProofOptions {
  /** It must know the exercise and its twins (twinsOf). */
  grader: Grader;
  /** How many seeds right answers must pass. Wrong ones and the starter run on the first few of them. */
  seeds: number;
  modules?: readonly string[];
}

/** Every problem of one exercise, at once. */
export async function proveExercise(exercise: LoadedExercise, options: ProofOptions): Promise<Proof> {
  const [solutions, wrong] = await Promise.all([
    readSolutions(exercise),
    programsIn(path.join(exercise.folder, 'wrong')),
  ]);
  const answers = { ...solutions, wrong };
  const written = await readWritten(exercise, answers, options.modules);
  const run = new Runs(exercise, options.grader);
  const seeds = Array.from({ length: options.seeds }, (_, i) => (i * 2_654_435_761) % 2 ** 32);
  const few = seeds.slice(0, 5);

  const problems = await Promise.all([
    readProblems(written),
    kindProblems(run, answers, few),
    rightProblems(run, referenceName(solutions.reference), solutions.reference, seeds),
    ...solutions.accepted.map(({ name, files }) => rightProblems(run, `accepted/${name}`, files, seeds)),
    ...wrong.map(({ name, files }) => wrongProblems(run, name, files, few)),
  ]);
  const { id, module, kind, weakness } = exercise;
  return { id, module, kind, weakness, counts: written.counts, problems: problems.flat() };
}

/** What the author's file is called. */
function referenceName(files: Files): string {
  return 'answer.json' in files ? 'reference.json' : 'reference.ts';
}

/** The proof of an exercise that can't even be loaded. */
export async function loadOrProblem(folder: string): Promise<LoadedExercise | Proof> {
  try {
    return await loadExercise(folder);
  } catch (error) {
    const message = `It can't be loaded: ${(error as Error).message}`;
    const counts = { functional: 0, exploits: 0, accepted: 0, wrong: 0 };
    return {
      id: path.basename(folder),
      module: '',
      kind: '',
      weakness: [],
      counts,
      problems: [{ code: 'LOAD', message }],
    };
  }
}
