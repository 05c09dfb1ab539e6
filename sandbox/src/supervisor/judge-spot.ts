/** Kind spot: no program runs; the marks are compared with the places at fault. */
import type { LoadedExercise } from '../catalogue.ts';
import type { Spot, SpotExercise } from '../exercise.ts';
import { planOfSpot } from '../plan.ts';
import type { SpotAnswer } from '../spot-answer.ts';
import { statusOf, type Finding, type Verdict } from '../verdict.ts';

type Judged = Omit<Finding, 'id' | 'kind' | 'title'>;

/** The verdict on a set of marked lines and a name for the weakness. */
export function judgeSpot(
  { exercise, seed }: { exercise: LoadedExercise & SpotExercise; seed: number },
  answer: SpotAnswer,
): Verdict {
  const judged = [
    onlyFaults(exercise, answer),
    ...exercise.spots.map((spot) => found(spot, answer)),
    named(exercise, answer),
  ];
  const checks = planOfSpot(exercise).map((planned, i) => ({ ...planned, ...judged[i]! }));
  return {
    version: 1,
    status: statusOf(undefined, checks),
    exercise: { id: exercise.id, hash: exercise.hash },
    seed,
    checks,
    log: { lines: [], dropped: 0 },
    usage: { cpuMs: 0, wallMs: 0, queueMs: 0 },
  };
}

function found(spot: Spot, { lines }: SpotAnswer): Judged {
  return lines.some((line) => touches(spot, line))
    ? { outcome: 'passed', observed: spot.title }
    : { outcome: 'failed', feedback: spot.feedback };
}

function touches({ lines: [from, to], tolerance = 1 }: Spot, line: number): boolean {
  return line >= from - tolerance && line <= to + tolerance;
}

/** Every mark beside all places counts against the answer, so that marking everything finds nothing. */
function onlyFaults({ spots, innocent }: SpotExercise, { lines }: SpotAnswer): Judged {
  const beside = [...new Set(lines)].filter((line) => !spots.some((spot) => touches(spot, line))).sort((a, b) => a - b);
  if (beside.length === 0) return { outcome: 'passed' };
  const known = innocent.find(({ lines: [from, to] }) => beside.some((line) => line >= from && line <= to));
  const count = beside.length === 1 ? 'One marked line is' : `${beside.length} marked lines are`;
  const feedback = `${count} not at fault.${known ? ` ${known.why}` : ' What would an attacker reach through it?'}`;
  return { outcome: 'failed', feedback, payload: `Lines ${beside.slice(0, 20).join(', ')}` };
}

function named({ names }: SpotExercise, { weakness }: SpotAnswer): Judged {
  const chosen = names.find(({ cwe }) => cwe === weakness);
  if (!chosen) return { outcome: 'failed', feedback: 'The weakness is not named yet.' };
  if (chosen.right) return { outcome: 'passed', observed: `${chosen.cwe}, ${chosen.name}: ${chosen.why}` };
  return { outcome: 'failed', feedback: chosen.why, payload: `${chosen.cwe}, ${chosen.name}` };
}
