/** The keys of steps that stand in no outline. */

/** The key of a hint that was opened; numbers from 1. */
export function hintKey(exercise: string, number: number): string {
  return `hint:${exercise}/${number}`;
}
