/** Which of several waiting calls goes on next: drawn from the seed, so that the same seed gives the same interleaving. */
import type { Draw } from '../exercise.ts';

/** What the learner's isolate and the host hold ready. */
export interface Steps {
  /** Starts the nth call (from 0): its answer, or undefined while it is open. */
  start(nth: number): string | undefined;
  look(): Look;
  /** Takes the answer of a call that has one. */
  take(nth: number): string;
  /** Lets the nth operation go on that waits for its turn. */
  turn(nth: number): void;
  /** Runs the next timer; what it threw, if it threw. */
  timer(): string | undefined;
  /** Waits until the host has answered everything that it was asked, and says how many answers wait to be handed over. */
  ready(): Promise<number>;
  /** Hands the nth of the host's answers over. */
  settle(nth: number): void;
}

interface Look {
  /** The open calls that have an answer. */
  answered: readonly number[];
  turns: number;
  /** When the next timer is due, in ms; -1 when there is none. */
  timerIn: number;
}

/** A timer this near may come before an operation that is on its way; a later one, a timeout as a rule, may not. */
const soonMs = 20;
const mostSteps = 10_000;

/** Nothing is left that could settle an open call, or it takes too many steps. */
export class Stuck extends Error {}

/**
 * Runs several calls until each has its answer: at every step one of those that wait goes on, begins, or gets what it
 * asked for. What they began and did not wait for is done afterwards.
 */
export async function runTogether(count: number, steps: Steps, draw: Draw): Promise<string[]> {
  const answers = new Map<number, string>();
  const unborn = Array.from({ length: count }, (_, nth) => nth);
  const begin = (at: number): void => {
    const [nth] = unborn.splice(at, 1);
    const answer = steps.start(nth!);
    if (answer !== undefined) answers.set(nth!, answer);
  };
  for (let step = 0; answers.size < count; step++) {
    if (step > mostSteps) throw new Stuck(`Calls were not settled after ${mostSteps} steps`);
    const ready = await steps.ready();
    const { answered, turns, timerIn } = steps.look();
    for (const nth of answered) answers.set(nth, steps.take(nth));
    if (answered.length > 0) continue;

    const going = unborn.length + ready + turns;
    const timers = timerIn >= 0 && (timerIn <= soonMs || going === 0) ? 1 : 0;
    if (going + timers === 0) throw new Stuck('Nothing is left that could resolve or reject a promise');
    const at = draw.int(0, going + timers - 1);
    if (at < unborn.length) begin(at);
    else if (at < unborn.length + ready) steps.settle(at - unborn.length);
    else if (at < going) steps.turn(at - unborn.length - ready);
    else endAll(steps.timer(), count, answers);
  }
  await finish(steps);
  return Array.from({ length: count }, (_, nth) => answers.get(nth)!);
}

/** An error that a timer throws belongs to no call. It would end the process, and every call that is open with it. */
function endAll(error: string | undefined, count: number, answers: Map<number, string>): void {
  if (error === undefined) return;
  for (let nth = 0; nth < count; nth++) if (!answers.has(nth)) answers.set(nth, error);
}

async function finish(steps: Steps): Promise<void> {
  for (let step = 0; step < 1_000; step++) {
    const ready = await steps.ready();
    if (ready > 0) steps.settle(0);
    else if (steps.look().turns > 0) steps.turn(0);
    else return;
  }
}
