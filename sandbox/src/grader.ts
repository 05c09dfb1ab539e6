/** The grader: a submission in, a verdict out. It runs no learner's code itself and believes nothing that the workers say unread. */
import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleExercise, bundleGrader, type Bundles } from './bundle.ts';
import type { LoadedExercise } from './catalogue.ts';
import { compileReplySchema, type CompileReply } from './compile/compiled.ts';
import { limits } from './limits.ts';
import type { Allowance } from './process/child.ts';
import { detectIsolation, type Isolation } from './isolation/isolation.ts';
import { processClasses } from './isolation/process-class.ts';
import { refusalOf, sandboxLine } from './isolation/summary.ts';
import { Pool, type PoolOptions, type Turn } from './supervisor/pool.ts';
import { compilePrograms, prepare, type CompiledPrograms } from './supervisor/prepare.ts';
import { readVerdict, verdictOfFault } from './supervisor/read-verdict.ts';
import { submissionProblems, type Refusal } from './supervisor/submission.ts';
import { verdictSchema, type Fault, type Verdict } from './verdict.ts';

export interface Submission {
  /** An exercise's id. */
  exercise: string;
  /** Every file of the exercise's starter, by name, as the learner left it. */
  files: Readonly<Record<string, string>>;
  /** Repeats a run. Drawn when it is left out. */
  seed?: number | undefined;
}

export type Grading =
  | { outcome: 'graded'; verdict: Verdict }
  /** The queue is full: nothing was kept, try again. */
  | { outcome: 'busy'; retryAfterSeconds: number }
  | { outcome: 'refused'; code: Refusal; problems: string[] };

export interface Grader {
  /** How much shuts the programs in, in one line. */
  readonly sandbox: string;
  grade(submission: Submission): Promise<Grading>;
  health(): { ready: boolean; workers: number; busy: number; queued: number };
  close(): Promise<void>;
}

export interface GraderOptions {
  exercises: readonly LoadedExercise[];
  /** Where the bundled programs are kept; made when it is missing. Workers may read it, so nothing secret belongs there. */
  cacheFolder: string;
  /** Worker processes. The machine's cores unless set. */
  workers?: number | undefined;
  /** Submissions that may wait. */
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
  const queueLimit = options.queueLimit ?? 64;
  const compilers = new Pool({ ...compilerCommand(bundles, isolation), workers: 1, queueLimit, jobsPerProcess: 1_000 });
  const judges = new Pool({
    ...workerCommand(bundles, cacheFolder, isolation),
    workers,
    queueLimit,
    jobsPerProcess: 200,
    mayStay: leftWhole,
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

  const programs = new Map<string, CompiledPrograms>();
  const programsOf = async (exercise: LoadedExercise): ReturnType<typeof compilePrograms> => {
    const known = programs.get(exercise.hash);
    if (known) return { outcome: 'compiled', programs: known };
    const compiled = await compilePrograms(exercise, (files) => compile(compilers, files));
    if (compiled.outcome === 'compiled') programs.set(exercise.hash, compiled.programs);
    return compiled;
  };

  const grade = async (submission: Submission): Promise<Grading> => {
    const exercise = exercises.get(submission.exercise);
    const refused = submissionProblems(submission, exercise, [...exercises.keys()]);
    if (refused || !exercise) return refused!;
    const run = { exercise, seed: submission.seed ?? randomInt(2 ** 32) };
    const prepared = await prepare(run, submission.files, (files) => compile(compilers, files));
    if (prepared.outcome !== 'job') return prepared;
    const own = await programsOf(exercise);
    if (own.outcome === 'busy') return own;
    const message = { bundle: await bundleOf(exercise), job: { ...prepared.job, programs: own.programs } };
    return gradingOf(run, await askTwice(judges, message, judgeLimits));
  };

  return {
    sandbox: sandboxLine(isolation),
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

/** The grader's own programs do not start on this machine, or not as safely as was asked for. */
export class GraderError extends Error {
  readonly code: 'GRADER_BROKEN' | 'SANDBOX_WEAK';
  constructor(message: string, code: GraderError['code'] = 'GRADER_BROKEN') {
    super(message);
    this.code = code;
  }
}

async function startsUp(pool: Pool, name: string, most: Allowance): Promise<void> {
  const turn = await pool.ask({ hello: true }, most);
  if (turn.outcome === 'replied') return;
  const why = turn.outcome === 'died' ? turn.why : turn.outcome;
  throw new GraderError(
    `Cannot start the grader's ${name}: ${why}. "ounce doctor" shows what shuts them in on this machine`,
  );
}

/** What a worker may use for one job before it is killed: more than the isolate may, for the worlds and the checks. */
const judgeLimits: Allowance = { cpuMs: limits.runCpuMs + 5_000, memoryMb: 640, wallMs: 120_000 };
const compileLimits: Allowance = { cpuMs: 3_000, memoryMb: 640, wallMs: 30_000 };

/** A process that died may have been killed by the machine, so a job gets a second one. */
async function askTwice(pool: Pool, message: unknown, most: Allowance): Promise<Turn> {
  const first = await pool.ask(message, most);
  const again = first.outcome === 'died' || (first.outcome === 'overdue' && first.limit === 'wallMs');
  return again ? pool.ask(message, most) : first;
}

async function compile(
  pool: Pool,
  files: Readonly<Record<string, string>>,
): Promise<CompileReply | { outcome: 'busy'; retryAfterSeconds: number }> {
  const turn = await askTwice(pool, { files }, compileLimits);
  if (turn.outcome === 'busy') return turn;
  // The time on the clock says something of the machine, nothing of the program.
  if (turn.outcome === 'overdue' && turn.limit === 'wallMs') return { outcome: 'fault', fault: ours };
  const parsed = turn.outcome === 'replied' ? compileReplySchema.safeParse(jsonOf(turn.text)) : undefined;
  return parsed?.success === true ? parsed.data : { outcome: 'fault', fault: uncompilable };
}

const uncompilable: Fault = {
  code: 'syntax',
  message:
    'The program could not be read: it is nested too deeply, or written in a way that the TypeScript compiler gives up on',
};

function gradingOf(run: { exercise: LoadedExercise; seed: number }, turn: Turn): Grading {
  switch (turn.outcome) {
    case 'busy':
      return turn;
    case 'replied':
      return { outcome: 'graded', verdict: readVerdict(run, jsonOf(turn.text), turn.queueMs) };
    case 'overdue':
      return { outcome: 'graded', verdict: verdictOfFault(run, overdueFaults[turn.limit]) };
    case 'died':
      return {
        outcome: 'graded',
        verdict: verdictOfFault(run, /memory|alloc|table size|invalid size/i.test(turn.why) ? exhausted : ours),
      };
  }
}

const uninterruptible: Fault = {
  code: 'time',
  message: `The program used too much CPU time in one operation that could not be interrupted: at most ${limits.callCpuMs} ms a call`,
};
const exhausted: Fault = { code: 'memory', message: `The program used more than ${limits.memoryMb} MB of memory` };
const ours: Fault = { code: 'ours', message: 'The grader failed, not the code. Run it again; the work is kept' };

const overdueFaults: Readonly<Record<keyof Allowance, Fault>> = {
  cpuMs: uninterruptible,
  memoryMb: exhausted,
  wallMs: ours,
};

/** Whether a worker is as good as new after a reply: a limit that was broken may have left something behind. */
function leftWhole(text: string): boolean {
  if (text === '{"ready":true}') return true;
  const said = verdictSchema.safeParse(jsonOf(text));
  return said.success && !['time', 'memory', 'output', 'ours'].includes(said.data.fault?.code ?? '');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // No JSON is as unbelievable as the wrong JSON: the schema refuses both.
  }
}

const addonFolder = path.dirname(fileURLToPath(import.meta.resolve('isolated-vm/package.json')));

type PoolCommand = Pick<PoolOptions, 'command' | 'args' | 'filter' | 'mostReplyBytes'>;

function compilerCommand({ compiler }: Bundles, isolation: Isolation): PoolCommand {
  const readable = [compiler, ...packageFiles(path.dirname(compiler))];
  const args = [
    '--disable-warning=ExperimentalWarning',
    '--max-old-space-size=256',
    ...permissions(readable),
    compiler,
  ];
  const shut = isolation.shut({ command: process.execPath, args }, readable, processClasses.compiler);
  return { ...shut, mostReplyBytes: 2 * 1024 * 1024 };
}

function workerCommand({ worker, inside }: Bundles, cacheFolder: string, isolation: Isolation): PoolCommand {
  const readable = [
    cacheFolder,
    addonFolder,
    path.join(addonFolder, '..', 'node-gyp-build'),
    '/etc/alpine-release',
    ...packageFiles(cacheFolder),
  ];
  const flags = [
    '--jitless',
    '--no-node-snapshot',
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=SecurityWarning',
    '--max-old-space-size=256',
  ];
  const args = [...flags, ...permissions(readable), '--allow-addons', worker, inside];
  const shut = isolation.shut({ command: process.execPath, args }, readable, processClasses.js);
  return { ...shut, mostReplyBytes: 4 * 1024 * 1024 };
}

function permissions(readable: readonly string[]): string[] {
  return ['--permission', ...readable.map((name) => `--allow-fs-read=${name}`)];
}

/** Node looks for a package.json in each folder above a program to learn its module type. */
function packageFiles(folder: string): string[] {
  const files: string[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    files.push(path.join(at, 'package.json'));
    if (at === path.dirname(at)) return files;
  }
}
