/** Worker processes and the queue before them. */
import { startChild, type Allowance, type Child, type Reply } from '../process/child.ts';

export interface PoolOptions {
  command: string;
  args: readonly string[];
  filter?: Buffer | undefined;
  mostReplyBytes: number;
  /** Processes that work at the same time. One more stands by, started and warm. */
  workers: number;
  /** Jobs that may wait. One more is answered 'busy' at once. */
  queueLimit: number;
  /** A process is replaced after so many jobs. */
  jobsPerProcess: number;
  /** Whether a process may take another job after this reply. Always, when left out. */
  mayStay?: (reply: string) => boolean;
}

export type Turn = (Reply & { queueMs: number }) | { outcome: 'busy'; retryAfterSeconds: number };

interface Slot {
  child: Child;
  jobs: number;
}

interface Waiting {
  since: number;
  go: (slot: Slot) => void;
}

/** Keeps its processes alive: one that dies, is overdue or has worked long enough is replaced by the one that stands by. */
export class Pool {
  readonly #options: PoolOptions;
  readonly #idle: Slot[] = [];
  readonly #queue: Waiting[] = [];
  readonly #all = new Set<Child>();
  #spare: Child | undefined;
  #busy = 0;
  #closed = false;
  /** How long a job took of late, ms: for an honest Retry-After. */
  #recentMs = 200;

  constructor(options: PoolOptions) {
    this.#options = options;
    for (let i = 0; i < options.workers; i++) this.#idle.push({ child: this.#start(), jobs: 0 });
    this.#spare = this.#start();
  }

  get state(): { workers: number; busy: number; queued: number } {
    return { workers: this.#options.workers, busy: this.#busy, queued: this.#queue.length };
  }

  /** One message to one process, when it is its turn. */
  async ask(message: unknown, most: Allowance): Promise<Turn> {
    const asked = performance.now();
    const slot = await this.#take();
    if (!slot) return { outcome: 'busy', retryAfterSeconds: this.#retryAfter() };
    const began = performance.now();
    this.#busy++;
    const reply = await slot.child.ask(message, most);
    this.#busy--;
    slot.jobs++;
    this.#recentMs = this.#recentMs * 0.8 + (performance.now() - began) * 0.2;
    if (reply.outcome === 'replied' && this.#options.mayStay?.(reply.text) === false) slot.child.kill();
    this.#giveBack(slot);
    return { ...reply, queueMs: began - asked };
  }

  close(): void {
    this.#closed = true;
    for (const child of this.#all) child.kill();
  }

  #start(): Child {
    const child = startChild(this.#options);
    this.#all.add(child);
    return child;
  }

  #retryAfter(): number {
    return Math.max(1, Math.ceil(((this.#queue.length / this.#options.workers) * this.#recentMs) / 1_000));
  }

  async #take(): Promise<Slot | undefined> {
    const slot = this.#idle.pop();
    if (slot) return this.#refreshed(slot);
    if (this.#queue.length >= this.#options.queueLimit) return undefined;
    return new Promise((go) => this.#queue.push({ since: performance.now(), go }));
  }

  #giveBack(slot: Slot): void {
    const ready = this.#refreshed(slot);
    const next = this.#queue.shift();
    if (next) next.go(ready);
    else this.#idle.push(ready);
  }

  /** The slot with a process that can take a job. */
  #refreshed(slot: Slot): Slot {
    if (slot.child.alive && slot.jobs < this.#options.jobsPerProcess) return slot;
    slot.child.kill();
    this.#all.delete(slot.child);
    if (this.#closed) return slot;
    const child = this.#spare?.alive === true ? this.#spare : this.#start();
    this.#spare = this.#start();
    return { child, jobs: 0 };
  }
}
