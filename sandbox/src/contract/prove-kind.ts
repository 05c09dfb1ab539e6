/** What an exercise's kind proves beside its right and wrong answers. */
import type { LoadedExercise } from '../catalogue.ts';
import type { ReviewExercise, SpotExercise } from '../exercise.ts';
import type { ReviewAnswer } from '../review-answer.ts';
import type { Verdict } from '../verdict.ts';
import type { Problem } from './problem.ts';
import { idleProblems, starterProblems } from './prove-fix.ts';
import { told, unique, type Runs } from './runs.ts';
import { twinId } from './twins.ts';
import type { Answers } from './written.ts';

/** The problems that only this kind can have. */
export async function kindProblems(run: Runs, answers: Answers, seeds: readonly number[]): Promise<Problem[]> {
  const { exercise } = run;
  switch (exercise.kind) {
    case 'fix':
      return [...(await starterProblems(run, seeds)), ...(await idleProblems(run, exercise, seeds[0]!))];
    case 'break':
      return [...(await beginningProblems(run, seeds)), ...(await mendedProblems(run, answers, seeds))];
    case 'test':
      return beginningProblems(run, seeds);
    case 'spot':
      return [...(await reachedProblems(run, seeds)), ...(await everythingProblems(run, exercise, seeds[0]!))];
    case 'review':
      return [...(await reachedProblems(run, seeds)), ...(await inputProblems(run, exercise, answers, seeds))];
  }
}

/** The starter runs and keeps the rules, and reaches nothing yet. */
async function beginningProblems(run: Runs, seeds: readonly number[]): Promise<Problem[]> {
  const verdicts = await run.all(run.exercise.files, seeds);
  const faults = verdicts.flatMap(({ fault, seed }) => (fault ? [`${fault.message} (seed ${seed})`] : []));
  const broken = verdicts.flatMap((verdict) =>
    verdict.checks
      .filter(({ kind, outcome }) => kind === 'function' && outcome !== 'passed')
      .map((check) => told(check, verdict)),
  );
  return [
    ...unique([...faults, ...broken]).map((message) => ({
      code: 'STARTER_BROKEN' as const,
      message: `The starter does not work: ${message}`,
    })),
    ...(await reachedProblems(run, seeds)),
  ];
}

async function reachedProblems(run: Runs, seeds: readonly number[]): Promise<Problem[]> {
  const verdicts = await run.all(run.exercise.files, seeds);
  const reached = verdicts.flatMap((verdict) =>
    goalsReached(verdict).map((id) => `The starter reaches the goal "${id}" already (seed ${verdict.seed})`),
  );
  return unique(reached).map((message) => ({ code: 'STARTER_REACHES', message }));
}

function goalsReached({ checks }: Verdict): string[] {
  return checks.filter(({ kind, outcome }) => kind === 'goal' && outcome === 'passed').map(({ id }) => id);
}

/** On the mended app no attack reaches a goal: the goals see effects, and the weakness is what makes them possible. */
async function mendedProblems(run: Runs, answers: Answers, seeds: readonly number[]): Promise<Problem[]> {
  const right = [{ name: 'The reference', files: answers.reference }, ...answers.accepted];
  const problems: Problem[] = [];
  for (const { name, files } of right) {
    const verdicts = await run.all(files, seeds.slice(0, 2), twinId(run.exercise, 'mended'));
    const reached = unique(verdicts.flatMap(goalsReached));
    for (const id of reached) {
      problems.push({ code: 'GOAL_ALWAYS_REACHED', message: `${name} reaches the goal "${id}" on safe.ts as well` });
    }
  }
  return problems;
}

/** Who marks every line must not pass. */
async function everythingProblems(
  run: Runs,
  exercise: LoadedExercise & SpotExercise,
  seed: number,
): Promise<Problem[]> {
  const count = exercise.shown['code.ts']!.trimEnd().split('\n').length;
  const lines = Array.from({ length: count }, (_, i) => i + 1);
  const weakness = exercise.names.find(({ right }) => right)?.cwe ?? '';
  const verdict = await run.one({ 'answer.json': JSON.stringify({ lines, weakness }) }, seed);
  if (verdict.status !== 'passed') return [];
  return [{ code: 'CHECK_ALWAYS_HOLDS', message: 'An answer that marks every line passes' }];
}

/** No known input gets through a patch that is said to hold. A patch may open a way of its own, so one through before.ts is enough. */
async function inputProblems(
  run: Runs,
  exercise: LoadedExercise & ReviewExercise,
  answers: Answers,
  seeds: readonly number[],
): Promise<Problem[]> {
  const known = [answers.reference, ...answers.accepted.map(({ files }) => files)].flatMap(inputsOf);
  const names = Object.keys(exercise.programs).map((name) => name.replace('patches/', ''));
  const problems: Problem[] = [];
  let vulnerable = false;
  for (const input of new Set(known)) {
    const opinion = { holds: false, input };
    const answer = { patches: Object.fromEntries(names.map((name) => [name, opinion])) } satisfies ReviewAnswer;
    const files = { 'answer.json': JSON.stringify(answer) };
    const [verdict] = await run.all(files, seeds.slice(0, 1));
    const holding = goalsReached(verdict!).filter((id) => exercise.patches[`${id}.ts`]?.holds);
    problems.push(
      ...holding.map((id) => ({
        code: 'PATCH_BROKEN' as const,
        message: `The input ${JSON.stringify(input)} gets through "${id}", which is said to hold`,
      })),
    );
    if (vulnerable) continue;
    const [before] = await run.all(files, seeds.slice(0, 1), twinId(exercise, 'before'));
    vulnerable = goalsReached(before!).length === names.length;
  }
  if (vulnerable) return problems;
  const message = `None of the ${new Set(known).size} inputs of reference.json and accepted/ gets through before.ts`;
  return [...problems, { code: 'EXPLOIT_NEVER_LANDS', message }];
}

function inputsOf(files: Readonly<Record<string, string>>): string[] {
  const { patches } = JSON.parse(files['answer.json']!) as ReviewAnswer;
  return Object.values(patches).flatMap(({ holds, input }) => (holds === false ? [input] : []));
}
