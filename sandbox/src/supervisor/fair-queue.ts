/** A bounded queue in which each learner has a line of their own, and the lines take turns. */

export interface FairQueueLimits {
  /** Items that may wait. */
  all: number;
  /** Items that one learner may have waiting. */
  share: number;
}

/** What became of an item: 'full' when nobody gets in, 'share-full' when only this learner doesn't. */
export type Joined = 'waiting' | 'full' | 'share-full';

/**
 * Within a learner's line the order is kept; a learner with many items makes nobody wait for more than one of them
 * at a time. Items without a learner share one line, which is bounded by the whole queue only.
 */
export class FairQueue<T> {
  readonly #limits: FairQueueLimits;
  /** In the order of their turns; never an empty line. */
  readonly #lines = new Map<string | undefined, T[]>();
  #size = 0;

  constructor(limits: FairQueueLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#size;
  }

  join(learner: string | undefined, item: T): Joined {
    const line = this.#lines.get(learner) ?? [];
    if (this.#size >= this.#limits.all) return 'full';
    if (learner !== undefined && line.length >= this.#limits.share) return 'share-full';
    line.push(item);
    this.#lines.set(learner, line);
    this.#size++;
    return 'waiting';
  }

  /** The next item: the first of the line whose turn it is. */
  next(): T | undefined {
    const [turn] = this.#lines;
    if (!turn) return undefined;
    const [learner, line] = turn;
    const item = line.shift()!;
    this.#lines.delete(learner);
    if (line.length > 0) this.#lines.set(learner, line);
    this.#size--;
    return item;
  }

  /** Takes an item out wherever it stands; false when it is not waiting. */
  leave(learner: string | undefined, item: T): boolean {
    const line = this.#lines.get(learner);
    const at = line?.indexOf(item) ?? -1;
    if (!line || at < 0) return false;
    line.splice(at, 1);
    if (line.length === 0) this.#lines.delete(learner);
    this.#size--;
    return true;
  }

  /** How many items leave the queue until the last one that this learner has waiting now has left it, at most. */
  untilDone(learner: string | undefined): number {
    const own = this.#lines.get(learner)?.length ?? 0;
    return [...this.#lines.values()].reduce((sum, line) => sum + Math.min(line.length, own), 0);
  }
}
