/** The grader: a submission in, a verdict out. It runs no learner's code itself and believes nothing that the workers say unread. */
import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { bundleExercise, bundleGrader } from './bundle.ts';
import type { LoadedExercise } from './catalogue.ts';
import type { Grader, Grading, Submission } from './grading.ts';
import { detectIsolation } from './isolation/isolation.ts';
import type { Allowance } from './process/child.ts';
import { compilerCommand, workerCommand } from './supervisor/commands.ts';
import { compile, compileLimits } from './supervisor/compile-step.ts';
import { judge, judgeLimits } from './supervisor/judge-step.ts';
import { Pool } from './supervisor/pool.ts';
import { verdictOfFault } from './supervisor/read-verdict.ts';
import { submissionProblems } from './supervisor/submission.ts';

export interface GraderOptions {
  exercises: readonly LoadedExercise[];
  /** Where the bundled programs are kept; made when it is missing. Workers may read it, so nothing secret belongs there. */
  cacheFolder: string;
  /** Worker processes. The machine's cores unless set. */
  workers?: number | undefined;
  /** Submissions that may wait. */
  queueLimit?: number | undefined;
}

/** Starts the workers. Close it when it is done with, or the process goes on. */
export async function openGrader(options: GraderOptions): Promise<Grader> {
  const cacheFolder = path.resolve(options.cacheFolder);
  const bundles = await bundleGrader(cacheFolder);
  const exercises = new Map(options.exercises.map((exercise) => [exercise.id, exercise]));
  const exerciseBundles = new Map<string, Promise<string>>();
  const workers = options.workers ?? availableParallelism();
  const queueLimit = options.queueLimit ?? 64;
  const isolation = await detectIsolation();
  const compilers = new Pool({ ...compilerCommand(bundles, isolation), workers: 1, queueLimit, jobsPerProcess: 1_000 });
  const judges = new Pool({
    ...workerCommand(bundles, cacheFolder, isolation),
    workers,
    queueLimit,
    jobsPerProcess: 200,
  });
  await Promise.all([startsUp(compilers, 'compiler', compileLimits), startsUp(judges, 'workers', judgeLimits)]).catch(
    (error: unknown) => {
      compilers.close();
      judges.close();
      throw error;
    },
  );
  let ready = true;

  const bundleOf = (exercise: LoadedExercise): Promise<string> => {
    const known = exerciseBundles.get(exercise.hash) ?? bundleExercise(exercise, cacheFolder);
    exerciseBundles.set(exercise.hash, known);
    return known;
  };

  const grade = async (submission: Submission): Promise<Grading> => {
    const exercise = exercises.get(submission.exercise);
    const refused = submissionProblems(submission, exercise, [...exercises.keys()]);
    if (refused || !exercise) return refused!;
    const run = { exercise, seed: submission.seed ?? randomInt(2 ** 32) };
    const compiled = await compile(compilers, submission.files);
    if (compiled.outcome === 'busy') return compiled;
    if (compiled.outcome === 'fault') return { outcome: 'graded', verdict: verdictOfFault(run, compiled.fault) };
    const message = {
      bundle: await bundleOf(exercise),
      job: { exercise: { id: exercise.id, hash: exercise.hash }, seed: run.seed, files: compiled.files },
    };
    return judge(judges, run, message);
  };

  return {
    grade,
    health: () => ({ ready, ...judges.state }),
    close: async () => {
      ready = false;
      compilers.close();
      judges.close();
      return Promise.resolve();
    },
  };
}

/** The grader's own programs do not start on this machine. */
export class GraderError extends Error {
  readonly code = 'GRADER_BROKEN';
}

async function startsUp(pool: Pool, name: string, most: Allowance): Promise<void> {
  const turn = await pool.ask({ hello: true }, most);
  if (turn.outcome === 'replied') return;
  const why = turn.outcome === 'died' ? turn.why : turn.outcome;
  throw new GraderError(
    `Cannot start the grader's ${name}: ${why}. "ounce doctor" shows what shuts them in on this machine`,
  );
}
