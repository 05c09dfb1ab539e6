/** The one place where submissions wait: so many get in at a time, fairly by learner, and too many are told at once when to come back. */
import { FairQueue } from './fair-queue.ts';
import { RecentMean, waitingTime } from './waiting-time.ts';

export interface GateOptions {
  /** Submissions that may be worked on at the same time. */
  places: number;
  /** Submissions that may wait; one learner's at most a quarter of it. */
  queueLimit: number;
}

export type Entry =
  { outcome: 'entered'; queueMs: number; leave(): void } | { outcome: 'busy'; retryAfterSeconds: number };

/** A place inside, and since when it is taken. */
interface Place {
  readonly since: number;
}

export class Gate {
  readonly #places: number;
  readonly #queue: FairQueue<(place: Place) => void>;
  readonly #inside = new Set<Place>();
  readonly #took = new RecentMean(200);
  /** Whom a full queue turned away, and when they were told to come back: the next one is told a later time. */
  readonly #promised = new Map<string | undefined, number>();

  constructor({ places, queueLimit }: GateOptions) {
    this.#places = places;
    this.#queue = new FairQueue({ all: queueLimit, share: Math.max(1, Math.floor(queueLimit / 4)) });
  }

  get state(): { inside: number; waiting: number } {
    return { inside: this.#inside.size, waiting: this.#queue.size };
  }

  /** Waits for its turn; 'busy' at once when it may not. Rejects with the signal's reason when that comes first, and waits no longer. */
  async enter(learner?: string, signal?: AbortSignal): Promise<Entry> {
    signal?.throwIfAborted();
    const asked = performance.now();
    if (this.#inside.size < this.#places) return this.#entry(this.#takePlace(), asked);
    const turn = Promise.withResolvers<Place>();
    const joined = this.#queue.join(learner, turn.resolve);
    if (joined !== 'waiting') return { outcome: 'busy', retryAfterSeconds: this.#retryAfter(joined, learner) };
    const gone = (): void => {
      if (this.#queue.leave(learner, turn.resolve)) turn.reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', gone, { once: true });
    const place = await turn.promise.finally(() => signal?.removeEventListener('abort', gone));
    return this.#entry(place, asked);
  }

  #entry(place: Place, asked: number): Entry {
    return { outcome: 'entered', queueMs: place.since - asked, leave: () => this.#leave(place) };
  }

  #takePlace(): Place {
    const place = { since: performance.now() };
    this.#inside.add(place);
    return place;
  }

  /** The place goes to the next one in the same breath, so that nobody slips in between. */
  #leave(place: Place): void {
    if (!this.#inside.delete(place)) return;
    this.#took.add(performance.now() - place.since);
    this.#queue.next()?.(this.#takePlace());
  }

  /** The time until what waits now is done, and those that were sent away before are in: for a full share, only the learner's own. */
  #retryAfter(joined: 'full' | 'share-full', learner: string | undefined): number {
    if (joined === 'share-full') return wholeSeconds(this.#waitingTime(this.#queue.untilDone(learner)));
    const now = performance.now();
    for (const [one, due] of this.#promised) if (due <= now || one === learner) this.#promised.delete(one);
    const wait = this.#waitingTime(this.#queue.size + this.#promised.size);
    if (this.#promised.size < mostPromises) this.#promised.set(learner, now + wait);
    return wholeSeconds(wait);
  }

  #waitingTime(waiting: number): number {
    const now = performance.now();
    const running = [...this.#inside].map(({ since }) => now - since);
    return waitingTime({ waiting, running, places: this.#places, meanMs: this.#took.value });
  }
}

/** More are not counted: then the next ones are told too short a time, and are told again. */
const mostPromises = 1_000;

function wholeSeconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1_000));
}
