/** The clock world: the author's hand on the program's virtual clock. The program has `Date` and timers as ever. */
import type { Opening, World } from './world.ts';

/**
 * What a check or exploit sees as `clock`. It is the clock that the learner's `Date`, `setTimeout()` and
 * `AbortSignal.timeout()` go by; it moves only when it is told to, or when the program waits.
 */
export interface ClockWorld {
  /** The program's time, ms since 1970. In scene.ts: the time at which the program is loaded, or to which it has come. */
  now(): number;
  /** Moves the clock on by so many ms. Timers that fall due run, in order. Not in scene.ts. */
  advance(milliseconds: number): Promise<void>;
}

export function openClockWorld({ clock }: Pick<Opening, 'clock'>): World & { handle: ClockWorld } {
  return {
    modules: {},
    handle: {
      now: () => clock.now(),
      advance: async (milliseconds) => {
        if (!Number.isFinite(milliseconds) || milliseconds < 0)
          throw new RangeError(`Cannot move the clock by ${milliseconds} ms: a number from 0 on is wanted`);
        await clock.advance(milliseconds);
      },
    },
    close: () => undefined,
  };
}
