/** From what a check, an exploit or a goal saw to a finding. */
import type { Seen } from '../exercise.ts';
import type { Planned } from '../plan.ts';
import type { Finding } from '../verdict.ts';
import { LearnerError } from './faults.ts';

// An attack that could not be tried is no defence, so this is never 'passed'.
export function untried({ id, kind, title }: Planned): Finding {
  return { id, kind, title, outcome: 'inconclusive', feedback: 'Not tried: the program could not be run to its end.' };
}

/** What was sent and what was seen, cut to what a verdict may hold. */
export function shown(seen: Seen): Partial<Finding> {
  return { ...(seen.payload !== undefined && { payload: cut(seen.payload) }), observed: cut(seen.observed) };
}

/** What was thrown, if the learner's code threw it. Anything else means that a result had a shape that the check did not expect. */
export function thrown(error: unknown): Partial<Finding> {
  if (!(error instanceof LearnerError)) return { observed: 'The result had another shape than the exercise asks for.' };
  return { error: { message: `${error.name}: ${error.message}`.slice(0, 1_900), ...error.place } };
}

function cut(text: string): string {
  return text.length > 3_900 ? `${text.slice(0, 3_900)}…` : text;
}
