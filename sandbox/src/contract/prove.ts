/** The proof that an exercise is sound: what it says of itself is run, on many seeds. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadExercise, programsIn, readSolutions, type LoadedExercise } from '../catalogue.ts';
import type { Check, Exploit } from '../exercise.ts';
import type { Grader } from '../grader.ts';
import { firstFinding, type Verdict } from '../verdict.ts';
import type { Problem } from './problem.ts';
import { readProblems } from './read-problems.ts';

/** What `npm run exercises -- --json` says of one exercise. */
export interface Proof {
  id: string;
  module: string;
  kind: string;
  weakness: readonly string[];
  counts: { functional: number; exploits: number; accepted: number; wrong: number };
  problems: Problem[];
}

export interface ProofOptions {
  /** The exercise must be one of the grader's. */
  grader: Grader;
  /** How many seeds right answers must pass. Wrong ones and the starter run on the first few of them. */
  seeds: number;
  modules?: readonly string[];
}

type Files = Readonly<Record<string, string>>;

/** Every problem of one exercise, at once. */
export async function proveExercise(exercise: LoadedExercise, options: ProofOptions): Promise<Proof> {
  const written = {
    exercise,
    checks: (await importDefault(exercise, 'functional.ts')) as readonly Check[],
    exploits: (await importDefault(exercise, 'exploits.ts')) as readonly Exploit[],
    modules: options.modules,
  };
  const [solutions, wrong] = await Promise.all([
    readSolutions(exercise),
    programsIn(path.join(exercise.folder, 'wrong')),
  ]);
  const names = { accepted: solutions.accepted.map(({ name }) => name), wrong: wrong.map(({ name }) => name) };
  const run = new Runs(exercise, options.grader);
  const seeds = Array.from({ length: options.seeds }, (_, i) => (i * 2_654_435_761) % 2 ** 32);
  const few = seeds.slice(0, 5);

  const problems = await Promise.all([
    readProblems({ ...written, ...names }),
    starterProblems(run, few),
    idleProblems(run, seeds[0]!),
    rightProblems(run, 'reference.ts', solutions.reference, seeds),
    ...solutions.accepted.map(({ name, files }) => rightProblems(run, `accepted/${name}`, files, seeds)),
    ...wrong.map(({ name, files }) => wrongProblems(run, name, files, few)),
  ]);
  return {
    id: exercise.id,
    module: exercise.module,
    kind: exercise.kind,
    weakness: exercise.weakness,
    counts: {
      functional: written.checks.length,
      exploits: written.exploits.length,
      accepted: names.accepted.length,
      wrong: names.wrong.length,
    },
    problems: problems.flat(),
  };
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

async function importDefault({ folder }: LoadedExercise, file: string): Promise<unknown> {
  const { default: value } = (await import(pathToFileURL(path.join(folder, file)).href)) as { default: unknown };
  return value;
}

async function starterProblems(run: Runs, seeds: readonly number[]): Promise<Problem[]> {
  const verdicts = await run.all(run.exercise.files, seeds);
  const broken = verdicts.flatMap((verdict) =>
    verdict.checks
      .filter((check) => check.kind === 'function' && check.outcome !== 'passed')
      .map((check) => told(check, verdict)),
  );
  const dud = verdicts.flatMap((verdict) =>
    verdict.checks
      .filter((check) => check.kind === 'exploit' && check.outcome !== 'failed')
      .map(
        (check) => `The exploit "${check.id}" does not land on the starter (${check.outcome}, seed ${verdict.seed})`,
      ),
  );
  return [
    ...unique(broken).map((message) => ({
      code: 'STARTER_BROKEN' as const,
      message: `The starter does not work: ${message}`,
    })),
    ...unique(dud).map((message) => ({ code: 'EXPLOIT_NEVER_LANDS' as const, message })),
  ];
}

/** A function that a program which does nothing, or only throws, fulfils as well tests nothing. */
async function idleProblems(run: Runs, seed: number): Promise<Problem[]> {
  const idle = (body: string): Files => {
    if (Object.hasOwn(run.exercise.files, 'solution.c')) return idleInC(run.exercise, body.startsWith('throw'));
    const functions = run.exercise.entry.map((name) => `export function ${name}(): unknown {\n  ${body}\n}`);
    const others = Object.keys(run.exercise.files).map((name) => [name, 'export {};'] as const);
    return { ...Object.fromEntries(others), 'solution.ts': functions.join('\n') };
  };
  const silent = await run.one(idle('return undefined;'), seed);
  const throwing = await run.one(idle(`throw new Error('refused');`), seed);
  return silent.checks
    .filter(
      (check, i) => check.kind === 'function' && check.outcome === 'passed' && throwing.checks[i]!.outcome === 'passed',
    )
    .map(({ id }) => ({
      code: 'CHECK_ALWAYS_HOLDS',
      message: `The function "${id}" holds even on programs that do nothing or only throw`,
    }));
}

function idleInC({ entry, files }: LoadedExercise, stops: boolean): Files {
  const functions = entry.map((name) => `int ${name}(void) {\n  ${stops ? 'abort();' : 'return 0;'}\n}`);
  const others = Object.keys(files).map((name) => [name, ''] as const);
  return { ...Object.fromEntries(others), 'solution.c': `#include <stdlib.h>\n${functions.join('\n')}\n` };
}

async function rightProblems(run: Runs, name: string, files: Files, seeds: readonly number[]): Promise<Problem[]> {
  const verdicts = await run.all(files, seeds);
  const refused = verdicts.filter((verdict) => verdict.status !== 'passed');
  if (refused.length === 0) return [];
  const message = `${name} is refused on ${refused.length} of ${seeds.length} seeds: ${firstOf(refused[0]!)}`;
  return [{ code: 'RIGHT_REFUSED', message }];
}

async function wrongProblems(run: Runs, name: string, files: Files, seeds: readonly number[]): Promise<Problem[]> {
  const stated = run.exercise.wrong[name]?.caughtBy;
  if (stated === undefined) return []; // readProblems() says so
  const verdicts = await run.all(files, seeds);
  const accepted = verdicts.filter((verdict) => verdict.status === 'passed');
  if (accepted.length > 0)
    return [{ code: 'WRONG_ACCEPTED', message: `wrong/${name} passes (seed ${accepted[0]!.seed})` }];
  const other = verdicts.filter((verdict) => {
    const first = firstFinding(verdict);
    return verdict.fault !== undefined || first?.id !== stated || first.outcome !== 'failed';
  });
  return unique(other.map((verdict) => `wrong/${name} should hear "${stated}" first: ${firstOf(verdict)}`)).map(
    (message) => ({ code: 'WRONG_FINDING', message }),
  );
}

function firstOf(verdict: Verdict): string {
  if (verdict.fault)
    return `it ended with the fault "${verdict.fault.code}": ${verdict.fault.message} (seed ${verdict.seed})`;
  const first = firstFinding(verdict);
  return first ? told(first, verdict) : `it passed (seed ${verdict.seed})`;
}

function told(check: Verdict['checks'][number], verdict: Verdict): string {
  const seen = check.error?.message ?? check.observed ?? '';
  return `"${check.id}" is ${check.outcome}${seen === '' ? '' : `: ${seen.slice(0, 200)}`} (seed ${verdict.seed})`;
}

/** One message for each check, not one for each seed. */
function unique(messages: readonly string[]): string[] {
  const seen = new Map(messages.map((message) => [message.replace(/[:(].*/s, ''), message]));
  return [...seen.values()];
}

class Runs {
  readonly exercise: LoadedExercise;
  readonly #grader: Grader;
  constructor(exercise: LoadedExercise, grader: Grader) {
    this.exercise = exercise;
    this.#grader = grader;
  }

  all(files: Files, seeds: readonly number[]): Promise<Verdict[]> {
    return Promise.all(seeds.map((seed) => this.one(files, seed)));
  }

  async one(files: Files, seed: number): Promise<Verdict> {
    const grading = await this.#grader.grade({ exercise: this.exercise.id, files, seed });
    if (grading.outcome === 'graded') return grading.verdict;
    const why = grading.outcome === 'refused' ? grading.problems.join('; ') : 'the queue is full';
    throw new Error(`Cannot prove ${this.exercise.id}: ${why}`);
  }
}
