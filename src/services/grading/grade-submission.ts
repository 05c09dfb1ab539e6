/** One run of a learner's program, from whichever page it comes. */
import type { Grading, Verdict } from '@ounce/sandbox';
import type { Problem, ProblemName } from '../../domain/problem.ts';
import { submissionSchema } from '../../domain/submission.ts';
import type { App } from '../app/open-app.ts';

/** Who sent it: for rate limits and turns in the queue. The signal tells when nobody waits for the answer any more. */
export interface Client {
  address: string;
  signal: AbortSignal;
}

export type Graded =
  | {
      outcome: 'graded';
      verdict: Verdict;
      files: Readonly<Record<string, string>>;
      /** As the sender chose it. */
      id: string | undefined;
    }
  | { outcome: 'problem'; problem: Problem };

/** Grades what was sent for an exercise: within the rate limit, and only when it has the right shape. Nothing, once the client has gone. */
export async function gradeSubmission(
  app: App,
  { address, signal }: Client,
  exercise: string,
  sent: unknown,
): Promise<Graded> {
  const submission = submissionSchema.safeParse(sent);
  if (!submission.success)
    return refuse(
      'submission-wrong',
      'The body is not of the shape { files, seed?, id? }.',
      submission.error.issues.map(issueText),
    );
  const wait = await app.rateLimit.take(address);
  if (wait > 0)
    return {
      outcome: 'problem',
      problem: { name: 'too-many', detail: `The next run is possible in ${wait} s.`, retryAfterSeconds: wait },
    };
  const { files, seed, id } = submission.data;
  try {
    const grading = await app.grader.grade({ exercise, files, seed, learner: address }, { signal });
    return grading.outcome === 'graded' ? { outcome: 'graded', verdict: grading.verdict, files, id } : refusal(grading);
  } catch (error) {
    if (!signal.aborted) throw error;
    return refuse('request-unreadable', 'The connection ended before it was the program’s turn.', []);
  }
}

function refusal(grading: Exclude<Grading, { outcome: 'graded' }>): Graded {
  if (grading.outcome === 'busy') {
    const { retryAfterSeconds } = grading;
    return {
      outcome: 'problem',
      problem: { name: 'busy', detail: `Try again in ${retryAfterSeconds} s.`, retryAfterSeconds },
    };
  }
  if (grading.code === 'EXERCISE_OTHER_VERSION') return upgrading;
  return refuse(refusals[grading.code], grading.problems[0] ?? 'The submission was refused.', grading.problems);
}

/** The graders have another version of the exercise than this server: one of them is about to be restarted. */
const upgrading: Graded = {
  outcome: 'problem',
  problem: { name: 'busy', detail: 'The graders are being upgraded. Try again in 30 s.', retryAfterSeconds: 30 },
};

const refusals = {
  EXERCISE_UNKNOWN: 'not-found',
  FILES_WRONG: 'submission-wrong',
  SOURCE_TOO_LARGE: 'too-large',
  SEED_WRONG: 'submission-wrong',
} as const satisfies Record<string, ProblemName>;

function refuse(name: ProblemName, detail: string, problems: readonly string[]): Graded {
  return { outcome: 'problem', problem: { name, detail, problems } };
}

function issueText(issue: { path: PropertyKey[]; message: string }): string {
  return `${issue.path.map(String).join('.') || 'body'}: ${issue.message}`;
}
