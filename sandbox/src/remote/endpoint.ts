/** One grader elsewhere: what it says, and how it was when it was last seen. */
import type { RemoteHealth } from '../grading.ts';
import { gradingSchema, readinessSchema, type GradeRequest, type RemoteGrading } from '../service/protocol.ts';
import { jsonOf } from '../supervisor/ask-twice.ts';
import { exchange, type Answer } from './exchange.ts';
import { parseGraderUrl, type Target } from './grader-url.ts';

/** What came of a submission: a grading, or nothing, so that another grader may have it. */
export type Submitted = RemoteGrading | { outcome: 'nothing'; status: RemoteHealth['status']; why: string };

/** Longer than any queue and any run. */
const gradeMs = 300_000;
const lookMs = 2_000;
/** So many looks in vain, and the answers that are still awaited are given up. */
const mostVainLooks = 3;

export class Endpoint {
  readonly url: string;
  readonly #target: Target;
  readonly #token: string | undefined;
  #seen: { status: RemoteHealth['status']; why?: string } = { status: 'unreachable', why: 'it was not asked yet' };
  #load = { workers: 1, busy: 0, queued: 0 };
  #inFlight = 0;
  #vainLooks = 0;
  #givenUp = new AbortController();

  constructor(url: string, token: string | undefined) {
    this.url = url;
    this.#target = parseGraderUrl(url);
    this.#token = token;
  }

  get health(): RemoteHealth {
    return { url: this.url, ...this.#seen };
  }

  get load(): { workers: number; busy: number; queued: number } {
    return this.#load;
  }

  /** Jobs for each worker: as it said last, or as many as are on their way from here. */
  get loadFactor(): number {
    const { workers, busy, queued } = this.#load;
    return Math.max(this.#inFlight, busy + queued) / workers;
  }

  /** Sends a submission. Rejects only with the signal's reason. */
  async submit(message: GradeRequest, signal: AbortSignal | undefined): Promise<Submitted> {
    this.#inFlight++;
    try {
      const signals = signal ? [signal, this.#givenUp.signal] : [this.#givenUp.signal];
      const body = JSON.stringify(message);
      const answer = await this.#exchange('POST', '/grade', gradeMs, AbortSignal.any(signals), body);
      return this.#heard(answer);
    } catch (error) {
      signal?.throwIfAborted();
      return this.#nothing('unreachable', reasonOf(error));
    } finally {
      this.#inFlight--;
    }
  }

  /** Asks how it is. Never rejects. */
  async look(): Promise<void> {
    try {
      const answer = await this.#exchange('GET', '/readyz', lookMs, this.#givenUp.signal);
      if (answer.status === 401) return void this.#nothing('token refused', 'it wants another token');
      const readiness = readinessSchema.safeParse(jsonOf(answer.text));
      if (!readiness.success) throw new Error(`it answered with status ${answer.status} and no readiness`);
      const { status, why, workers, busy, queued } = readiness.data;
      this.#load = { workers, busy, queued };
      this.#seen = { status, ...(why !== undefined && { why }) };
      this.#vainLooks = 0;
    } catch (error) {
      this.#nothing('unreachable', reasonOf(error));
      this.#vainLooks++;
      if (this.#vainLooks === mostVainLooks) this.giveUp(`it did not answer ${mostVainLooks} times`);
    }
  }

  /** Awaits no answer any more that is awaited now. */
  giveUp(why: string): void {
    this.#givenUp.abort(new Error(why));
    this.#givenUp = new AbortController();
  }

  /** It said something that no grader says. */
  distrust(): void {
    this.#nothing('not ready', 'it gave a verdict that is not one');
  }

  #exchange(
    method: 'GET' | 'POST',
    path: string,
    timeoutMs: number,
    signal: AbortSignal,
    body?: string,
  ): Promise<Answer> {
    const token = this.#token;
    return exchange(this.#target, { method, path, token, timeoutMs, signal, ...(body !== undefined && { body }) });
  }

  #heard({ status, text }: Answer): Submitted {
    const said = jsonOf(text);
    const grading = gradingSchema.safeParse(said);
    if (grading.success) return grading.data;
    if (status === 401) return this.#nothing('token refused', 'it wants another token');
    if (status === 503) return this.#nothing('draining', 'it is about to stop');
    return this.#nothing('not ready', `it answered with status ${status} and no grading`);
  }

  #nothing(status: RemoteHealth['status'], why: string): Submitted {
    this.#seen = { status, why };
    return { outcome: 'nothing', status, why };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'AbortError' && error.cause instanceof Error ? error.cause.message : error.message;
}
