/** What this browser remembers of a learner's way through the course: the keys of steps that are done. */

/** When each step was done, by the step's key. */
export type Progress = Readonly<Record<string, string>>;

/** In the place of a time: an exercise that was passed, and has changed since. */
export const earlierVersion = 'earlier';

export const progressKey = 'ounce:progress';

/** Reads what was stored; anything else than what we write counts as nothing. */
export function parseProgress(stored: string | null): Progress {
  try {
    const value: unknown = JSON.parse(stored ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}

/** The progress with one more step done; the first time counts. */
export function withStep(progress: Progress, key: string, now: Date): Progress {
  const known = key in progress && progress[key] !== earlierVersion;
  return known ? progress : { ...progress, [key]: now.toISOString() };
}
