/** The grader: a submission in, a verdict out. It runs no learner's code itself and believes nothing that the workers say unread. */
import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { bundleExercise, bundleGrader } from './bundle.ts';
import type { LoadedExercise } from './catalogue.ts';
import type { Grader, Submission } from './grading.ts';
import { detectIsolation } from './isolation/isolation.ts';
import { refusalOf, sandboxLine } from './isolation/summary.ts';
import { addonFolder, compilerCommand, workerCommand } from './supervisor/commands.ts';
import { openCCompiler } from './supervisor/c-compiler.ts';
import { compile } from './supervisor/compile-step.ts';
import { fitAfter, judge } from './supervisor/judge-step.ts';
import { Gate } from './supervisor/gate.ts';
import { Pool } from './supervisor/pool.ts';
import { compilePrograms, prepare, type Compile, type CompiledPrograms } from './supervisor/prepare.ts';
import { submissionProblems } from './supervisor/submission.ts';
import { workerClassOf, type WorkerClass } from './supervisor/worker-class.ts';
import type { Verdict } from './verdict.ts';

export interface GraderOptions {
  exercises: readonly LoadedExercise[];
  /** Where the bundled programs are kept; made when it is missing. Workers may read it, so nothing secret belongs there. */
  cacheFolder: string;
  /** Worker processes. The machine's cores unless set. */
  workers?: number | undefined;
  /** Submissions that may wait; one learner's at most a quarter of it. 64 unless set. */
  queueLimit?: number | undefined;
  /** strict: throws when the strong layers are not all active. best, unless set: makes do with what the machine has. */
  sandbox?: 'strict' | 'best' | undefined;
}

/** Starts the workers. Close it when it is done with, or the process goes on. */
export async function openGrader(options: GraderOptions): Promise<Grader> {
  const cacheFolder = path.resolve(options.cacheFolder);
  const bundles = await bundleGrader(cacheFolder);
  const isolation = await detectIsolation([bundles.worker, bundles.compiler, bundles.inside, addonFolder]);
  if (options.sandbox === 'strict' && isolation.level !== 'strong') {
    throw new GraderError(refusalOf(isolation), 'SANDBOX_WEAK');
  }
  const exercises = new Map(options.exercises.map((exercise) => [exercise.id, exercise]));
  const exerciseBundles = new Map<string, Promise<string>>();
  const workers = options.workers ?? availableParallelism();
  const compilers = new Pool({ ...compilerCommand(bundles, isolation), workers: 1, jobsPerProcess: 1_000 });
  const judgesOf = (workerClass: WorkerClass): Pool =>
    new Pool({
      ...workerCommand(workerClass, bundles, cacheFolder, isolation),
      workers,
      jobsPerProcess: 200,
      fitAfter,
    });
  const classes = new Set<WorkerClass>(['js', ...options.exercises.map(workerClassOf)]);
  const judges = new Map([...classes].map((workerClass) => [workerClass, judgesOf(workerClass)]));
  const cCompiler = openCCompiler({ bundle: bundles.cCompiler, cacheFolder, isolation });
  const close = (): void => [compilers, ...judges.values(), cCompiler].forEach((one) => one.close());
  const starting = [...judges].map(([workerClass, pool]) => startsUp(pool, `workers of class ${workerClass}`));
  await Promise.all([startsUp(compilers, 'compiler'), ...starting]).catch((error: unknown) => {
    close();
    throw error;
  });
  // One more than there are workers, so that a program is compiled while they all judge.
  const gate = new Gate({ places: workers + 1, queueLimit: options.queueLimit ?? 64 });
  let closed = false;

  const compileByPool: Compile = (files) => compile(compilers, files);
  const compilerFor = (exercise: LoadedExercise): Compile =>
    Object.hasOwn(exercise.files, 'solution.c') && exercise.kind === 'fix'
      ? (files) => cCompiler.compile(files, exercise.entry)
      : compileByPool;
  const bundleOf = (exercise: LoadedExercise): Promise<string> => {
    const known = exerciseBundles.get(exercise.hash) ?? bundleExercise(exercise, cacheFolder);
    exerciseBundles.set(exercise.hash, known);
    return known;
  };

  const programs = new Map<string, CompiledPrograms>();
  const programsOf = async (exercise: LoadedExercise): Promise<CompiledPrograms> => {
    const known = programs.get(exercise.hash) ?? (await compilePrograms(exercise, compileByPool));
    programs.set(exercise.hash, known);
    return known;
  };

  const gradeNow = async (exercise: LoadedExercise, submission: Submission, queueMs: number): Promise<Verdict> => {
    const run = { exercise, seed: submission.seed ?? randomInt(2 ** 32) };
    const prepared = await prepare(run, submission.files, compilerFor(exercise));
    if (prepared.outcome === 'graded') return prepared.verdict;
    const job = { ...prepared.job, programs: await programsOf(exercise) };
    return judge(judges.get(workerClassOf(exercise))!, run, { bundle: await bundleOf(exercise), job }, queueMs);
  };

  const pools = [compilers, ...judges.values()];
  const whyNot = (): string | undefined =>
    closed ? 'it was closed' : pools.map((pool) => pool.state.why).find((why) => why !== undefined);

  return {
    sandbox: sandboxLine(isolation),
    grade: async (submission, { signal } = {}) => {
      const exercise = exercises.get(submission.exercise);
      const refused = submissionProblems(submission, exercise, [...exercises.keys()]);
      if (refused || !exercise) return refused!;
      if (whyNot() !== undefined) return { outcome: 'busy', retryAfterSeconds: 10 };
      const entry = await gate.enter(submission.learner, signal);
      if (entry.outcome === 'busy') return entry;
      try {
        return { outcome: 'graded', verdict: await gradeNow(exercise, submission, entry.queueMs) };
      } finally {
        entry.leave();
      }
    },
    health: () => {
      const why = whyNot();
      const states = [...judges.values()].map((pool) => pool.state);
      const sum = (key: 'busy' | 'queued'): number => states.reduce((total, state) => total + state[key], 0);
      return {
        ready: why === undefined,
        workers,
        busy: sum('busy'),
        queued: sum('queued') + gate.state.waiting,
        ...(why && { why }),
      };
    },
    close: () => {
      closed = true;
      close();
      return Promise.resolve();
    },
  };
}

/** The grader's own programs do not start on this machine, or not as safely as was asked for. */
export class GraderError extends Error {
  readonly code: 'GRADER_BROKEN' | 'SANDBOX_WEAK';
  constructor(message: string, code: GraderError['code'] = 'GRADER_BROKEN') {
    super(message);
    this.code = code;
  }
}

async function startsUp(pool: Pool, name: string): Promise<void> {
  const why = await pool.started();
  if (why === undefined) return;
  throw new GraderError(
    `Cannot start the grader's ${name}: ${why}. "ounce doctor" shows what shuts them in on this machine`,
  );
}
