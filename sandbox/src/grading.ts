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
}

export type Grading =
  | { outcome: 'graded'; verdict: Verdict }
  /** The queue is full: nothing was kept, try again. */
  | { outcome: 'busy'; retryAfterSeconds: number }
  | { outcome: 'refused'; code: Refusal; problems: string[] };

export interface Grader {
  grade(submission: Submission): Promise<Grading>;
  health(): { ready: boolean; workers: number; busy: number; queued: number };
  close(): Promise<void>;
}
