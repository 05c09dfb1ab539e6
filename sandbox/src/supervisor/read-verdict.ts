/** From what a worker said to a verdict that can be believed. */
import type { LoadedExercise } from '../catalogue.ts';
import { statusOf, verdictSchema, type Fault, type Verdict } from '../verdict.ts';

interface Run {
  exercise: LoadedExercise;
  seed: number;
}

/** The worker's verdict if it is one for this run; else a verdict that says that the grader failed. */
export function readVerdict(run: Run, said: unknown, queueMs: number): Verdict {
  const verdict = believed(run, said);
  if (!verdict) return verdictOfFault(run, unbelievable);
  return { ...verdict, usage: { ...verdict.usage, queueMs: Math.round(queueMs * 1_000) / 1_000 } };
}

/** What was said if it is a verdict on this run; undefined if it is not. */
export function believed(run: Run, said: unknown): Verdict | undefined {
  const parsed = verdictSchema.safeParse(said);
  if (!parsed.success || !belongsTo(run, parsed.data)) return undefined;
  return { ...parsed.data, status: statusOf(parsed.data.fault, parsed.data.checks) };
}

/** What is not the learner's fault, and may be otherwise the next time. */
export const ours: Fault = {
  code: 'ours',
  message: 'The grader failed, not the code. Run it again; the work is kept',
};

/** A verdict that is none, or one for something else. */
export const unbelievable: Fault = {
  code: 'ours',
  message: 'The grader gave a verdict that is not one. It is not the code: run again',
};

function belongsTo(run: Run, verdict: Verdict): boolean {
  const { plan } = run.exercise;
  return (
    verdict.exercise.id === run.exercise.id &&
    verdict.exercise.hash === run.exercise.hash &&
    verdict.seed === run.seed &&
    verdict.checks.length === plan.length &&
    plan.every(
      ({ id, kind, title }, i) =>
        verdict.checks[i]!.id === id && verdict.checks[i]!.kind === kind && verdict.checks[i]!.title === title,
    )
  );
}

/** The verdict on a program that could not be judged at all. */
export function verdictOfFault({ exercise, seed }: Run, fault: Fault): Verdict {
  const feedback = 'Not tried: the program could not be run to its end.';
  return {
    version: 1,
    status: fault.code === 'ours' ? 'error' : 'failed',
    fault,
    exercise: { id: exercise.id, hash: exercise.hash },
    seed,
    checks: exercise.plan.map((planned) => ({ ...planned, outcome: 'inconclusive', feedback })),
    log: { lines: [], dropped: 0 },
    usage: { cpuMs: 0, wallMs: 0, queueMs: 0 },
  };
}
