/** What goes into a grader and what comes out, wherever the grader is. */
import type { Refusal } from './supervisor/submission.ts';
import type { Verdict } from './verdict.ts';

export interface Submission {
  /** An exercise's id. */
  exercise: string;
  /** Every file of the exercise's starter, by name, as the learner left it. */
  files: Readonly<Record<string, string>>;
  /** Repeats a run. Drawn when it is left out. */
  seed?: number | undefined;
  /** The version of the exercise that is meant: a grader that has another refuses. Any version when left out. */
  hash?: string | undefined;
  /**
   * Whose submission it is, by any key: an account, an address. Those who wait get their turns by learner, and no
   * learner may fill the queue. Submissions without one share one turn, and no limit but the queue's.
   */
  learner?: string | undefined;
}

export type Grading =
  | { outcome: 'graded'; verdict: Verdict }
  /** The queue, or this learner's share of it, is full, or no grader can work now: nothing was kept, try again then. */
  | { outcome: 'busy'; retryAfterSeconds: number }
  | { outcome: 'refused'; code: Refusal; problems: string[] };

export interface Grader {
  /** How much shuts the programs in, in one line. */
  readonly sandbox: string;
  /** Rejects with the signal's reason when that comes while the submission waits; it is graded by nobody then. */
  grade(submission: Submission, options?: { signal?: AbortSignal | undefined }): Promise<Grading>;
  health(): Health;
  close(): Promise<void>;
}

/** How a grader is. */
export interface Health {
  ready: boolean;
  /** Worker processes, how many of them are at work, and how many submissions wait. */
  workers: number;
  busy: number;
  queued: number;
  /** Why it is not ready. */
  why?: string;
  /** The graders behind it, in the order in which they were named, when it is a client of others. */
  graders?: readonly RemoteHealth[];
}

/** How a grader elsewhere is, as it was last seen. */
export interface RemoteHealth {
  url: string;
  status: 'ready' | 'draining' | 'not ready' | 'unreachable' | 'token refused';
  why?: string;
}
