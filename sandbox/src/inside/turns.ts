/**
 * Who goes on next. While several calls are open, every asynchronous operation waits here for its turn, and the host
 * draws whose it is. With one call alone nothing waits, except what another operation holds up.
 */
import { RealPromise, bare, ownKeys } from './primordials.ts';

interface Waiting {
  go: () => void;
  held: () => boolean;
}

const waiting = bare<Waiting>();
let last = 0;
let several = false;

const never = (): boolean => false;

export function interleave(on: boolean): void {
  several = on;
}

/** Undefined when the operation may go on at once, else its turn. While `held` says so, the turn can't come. */
export function turn(held: () => boolean = never): Promise<void> | undefined {
  if (!several && !held()) return undefined;
  return new RealPromise((go) => {
    const entry = bare() as unknown as Waiting;
    entry.go = go;
    entry.held = held;
    waiting[++last] = entry;
  });
}

/** How many operations could go on. */
export function waitingTurns(): number {
  const ids = ownKeys(waiting) as string[];
  let count = 0;
  for (let i = 0; i < ids.length; i++) if (!waiting[ids[i]!]!.held()) count++;
  return count;
}

/** Lets the operation go on that came `nth` (from 0) of those that could. False when there are fewer. */
export function takeTurn(nth: number): boolean {
  const ids = ownKeys(waiting) as string[];
  let left = nth;
  for (let i = 0; i < ids.length; i++) {
    const entry = waiting[ids[i]!]!;
    if (entry.held() || left-- > 0) continue;
    delete waiting[ids[i]!];
    entry.go();
    return true;
  }
  return false;
}
