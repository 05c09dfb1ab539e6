/** What kind fix proves of its starter: it works, each exploit lands on it, and no check holds on everything. */
import type { Files } from '../catalogue.ts';
import type { FixExercise } from '../exercise.ts';
import type { Problem } from './problem.ts';
import { told, unique, type Runs } from './runs.ts';

export async function starterProblems(run: Runs, seeds: readonly number[]): Promise<Problem[]> {
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
export async function idleProblems(run: Runs, { entry }: FixExercise, seed: number): Promise<Problem[]> {
  const idle = (body: string): Files => {
    if (Object.hasOwn(run.exercise.files, 'solution.c'))
      return idleInC(entry, run.exercise.files, body.startsWith('throw'));
    const functions = entry.map((name) => `export function ${name}(): unknown {\n  ${body}\n}`);
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

function idleInC(entry: readonly string[], files: Files, stops: boolean): Files {
  const functions = entry.map((name) => `int ${name}(void) {\n  ${stops ? 'abort();' : 'return 0;'}\n}`);
  const others = Object.keys(files).map((name) => [name, ''] as const);
  return { ...Object.fromEntries(others), 'solution.c': `#include <stdlib.h>\n${functions.join('\n')}\n` };
}
