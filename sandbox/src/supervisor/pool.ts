/** Processes of one kind, kept alive and warm. */
import { startChild, type Allowance, type Child, type Reply } from '../process/child.ts';
import { backoff } from './backoff.ts';

export interface PoolOptions {
  command: string;
  args: readonly string[];
  filter?: Buffer | undefined;
  mostReplyBytes: number;
  /** Processes that work at the same time. One more stands by, started and warm. */
  workers: number;
  /** A process is replaced after so many jobs. */
  jobsPerProcess: number;
  /** Whether a process is fit for another job after this reply. Any is, unless set. */
  fitAfter?: ((reply: string) => boolean) | undefined;
}

export type Turn = Reply & { queueMs: number };

export interface PoolState {
  workers: number;
  busy: number;
  queued: number;
  /** Why no process works, when none does. */
  why?: string;
}

interface Worker {
  readonly child: Child;
  jobs: number;
  /** When it said that it is there; undefined before. */
  warmSince?: number;
}

/** What a process may use to start. */
const startLimits: Allowance = { cpuMs: 15_000, memoryMb: 640, wallMs: 60_000 };
/** One that ends sooner, without a job, counts as not started. */
const settledAfterMs = 2_000;

/**
 * Each process is greeted with `{hello: true}` and gets work only after it has answered. One that dies, is overdue,
 * is not fit any more or has worked long enough is replaced by the one that stands by. Processes that die at their
 * start are started again one at a time, after longer and longer waits.
 */
export class Pool {
  readonly #options: PoolOptions;
  readonly #all = new Set<Worker>();
  readonly #idle: Worker[] = [];
  /** Those who asked: they get a process, or the reason why there is none. */
  readonly #waiting: ((found: Worker | string) => void)[] = [];
  #busy = 0;
  #closed = false;
  /** Starts that failed one after the other, and what the last one said. */
  #failures = 0;
  #lastWords = '';
  #later: NodeJS.Timeout | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#startMissing();
  }

  get state(): PoolState {
    const { workers } = this.#options;
    const broken = this.#failures > 0 && this.#idle.length + this.#busy === 0;
    return { workers, busy: this.#busy, queued: this.#waiting.length, ...(broken && { why: this.#lastWords }) };
  }

  /** Waits until a process can work; answers with the reason when none can be started. */
  async started(): Promise<string | undefined> {
    const worker = await this.#take();
    if (typeof worker === 'string') return worker;
    this.#busy--;
    this.#idle.push(worker);
    this.#serve();
    return undefined;
  }

  /** One message to one process, when it is its turn. 'died' at once while no process can be started. */
  async ask(message: unknown, most: Allowance): Promise<Turn> {
    const asked = performance.now();
    const worker = await this.#take();
    const queueMs = performance.now() - asked;
    if (typeof worker === 'string') return { outcome: 'died', why: worker, queueMs };
    worker.jobs++;
    const reply = await worker.child.ask(message, most);
    this.#busy--;
    this.#giveBack(worker, reply);
    return { ...reply, queueMs };
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#later);
    for (const { child } of this.#all) child.kill();
    this.#turnAway('the grader was closed');
  }

  #take(): Promise<Worker | string> {
    if (this.#closed) return Promise.resolve('the grader was closed');
    if (this.#all.size === 0) return Promise.resolve(this.#lastWords);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#serve();
    });
  }

  #serve(): void {
    while (this.#busy < this.#options.workers && this.#idle.length > 0 && this.#waiting.length > 0) {
      this.#busy++;
      this.#waiting.shift()!(this.#idle.pop()!);
    }
  }

  #turnAway(why: string): void {
    for (const resolve of this.#waiting.splice(0)) resolve(why);
  }

  #giveBack(worker: Worker, reply: Reply): void {
    const fit = reply.outcome === 'replied' && (this.#options.fitAfter?.(reply.text) ?? true);
    if (fit && worker.child.alive && worker.jobs < this.#options.jobsPerProcess) this.#idle.push(worker);
    else worker.child.kill();
    this.#serve();
  }

  #startMissing(): void {
    const missing = this.#options.workers + 1 - this.#all.size;
    // After a failed start one is tried alone before the rest.
    for (let i = 0; i < (this.#failures > 0 ? Math.min(1, missing) : missing); i++) this.#start();
  }

  #start(): void {
    const worker: Worker = { child: startChild(this.#options), jobs: 0 };
    this.#all.add(worker);
    void worker.child.ended.then((why) => this.#lost(worker, why));
    void worker.child.ask({ hello: true }, startLimits).then((reply) => {
      if (reply.outcome === 'replied') this.#warm(worker);
    });
  }

  #warm(worker: Worker): void {
    if (!worker.child.alive) return;
    worker.warmSince = performance.now();
    this.#idle.push(worker);
    this.#serve();
    if (this.#failures > 0) setTimeout(() => this.#settled(worker), settledAfterMs).unref();
  }

  #settled(worker: Worker): void {
    if (!worker.child.alive) return;
    this.#failures = 0;
    this.#startMissing();
  }

  #lost(worker: Worker, why: string): void {
    this.#all.delete(worker);
    if (this.#idle.includes(worker)) this.#idle.splice(this.#idle.indexOf(worker), 1);
    if (this.#closed) return;
    const lived = performance.now() - (worker.warmSince ?? Infinity);
    if (worker.jobs === 0 && lived < settledAfterMs) {
      this.#failures++;
      this.#lastWords = why;
    }
    if (this.#all.size === 0 && this.#failures > 0) this.#turnAway(this.#lastWords);
    this.#replace();
  }

  #replace(): void {
    if (this.#failures === 0) return this.#startMissing();
    this.#later ??= setTimeout(() => {
      this.#later = undefined;
      this.#startMissing();
    }, backoff(this.#failures)).unref();
  }
}
