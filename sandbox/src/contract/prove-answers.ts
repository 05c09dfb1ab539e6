/** What every kind proves of its answers: right ones pass, wrong ones hear their finding first. */
import type { Files } from '../catalogue.ts';
import { firstFinding } from '../verdict.ts';
import type { Problem } from './problem.ts';
import { firstOf, unique, type Runs } from './runs.ts';

/** A reference or accepted answer that does not pass on each seed. */
export async function rightProblems(
  run: Runs,
  name: string,
  files: Files,
  seeds: readonly number[],
): Promise<Problem[]> {
  const verdicts = await run.all(files, seeds);
  const refused = verdicts.filter((verdict) => verdict.status !== 'passed');
  if (refused.length === 0) return [];
  const message = `${name} is refused on ${refused.length} of ${seeds.length} seeds: ${firstOf(refused[0]!)}`;
  return [{ code: 'RIGHT_REFUSED', message }];
}

/** A wrong answer that passes, or hears something else first. */
export async function wrongProblems(
  run: Runs,
  name: string,
  files: Files,
  seeds: readonly number[],
): Promise<Problem[]> {
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
