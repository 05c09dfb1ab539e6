/** How long it takes until there is room again. */

/** What the estimate is made from. Times in milliseconds. */
export interface Load {
  /** Jobs that must be done first, those that run not counted. */
  waiting: number;
  /** How long each running job has been running. */
  running: readonly number[];
  /** Jobs that run at the same time. */
  places: number;
  /** How long a job takes from the beginning of its run to the end, on the average. */
  meanMs: number;
}

/** Milliseconds until all these jobs are done. A job that runs longer than the average is taken to need as long again. */
export function waitingTime({ waiting, running, places, meanMs }: Load): number {
  const left = running.map((elapsed) => (elapsed < meanMs ? meanMs - elapsed : elapsed));
  return (waiting * meanMs + left.reduce((sum, one) => sum + one, 0)) / places;
}

/** The average over the latest durations. */
export class RecentMean {
  readonly #latest: number[] = [];
  readonly #guess: number;

  /** The guess stands until there is one duration. */
  constructor(guess: number) {
    this.#guess = guess;
  }

  add(duration: number): void {
    this.#latest.push(duration);
    if (this.#latest.length > 32) this.#latest.shift();
  }

  get value(): number {
    if (this.#latest.length === 0) return this.#guess;
    return this.#latest.reduce((sum, one) => sum + one, 0) / this.#latest.length;
  }
}
