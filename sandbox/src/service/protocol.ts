/** What app and grader say to each other: JSON over HTTP. docs/graders.md and decision 11 describe it. */
import { z } from 'zod';
import { refusals } from '../supervisor/submission.ts';

/** Bytes of a request's body: the largest submission with every character escaped (`\u0000`), and what is around it. */
export const mostRequestBytes = 512 * 1024;
/** Bytes of an answer's body. */
export const mostAnswerBytes = 4 * 1024 * 1024;

/** The body of POST /grade. */
export const gradeRequestSchema = z.strictObject({
  exercise: z.string().max(200),
  files: z.record(z.string().max(200), z.string()),
  seed: z.int().min(0).max(0xffff_ffff).optional(),
  hash: z.string().max(64).optional(),
  learner: z.string().max(200).optional(),
});

export type GradeRequest = z.infer<typeof gradeRequestSchema>;

/** The body of its answer, with status 200, or 503 when it is busy. The verdict is checked against its exercise later. */
export const gradingSchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('graded'), verdict: z.unknown() }),
  z.strictObject({ outcome: z.literal('busy'), retryAfterSeconds: z.int().min(1).max(86_400) }),
  z.strictObject({
    outcome: z.literal('refused'),
    code: z.enum(refusals),
    problems: z.array(z.string().max(2_000)).max(200),
  }),
]);

export type RemoteGrading = z.infer<typeof gradingSchema>;

/** The body of GET /readyz, with status 200 when it is ready, else 503. */
export const readinessSchema = z.object({
  version: z.literal(1),
  status: z.enum(['ready', 'draining', 'not ready']),
  why: z.string().optional(),
  workers: z.int().min(1),
  busy: z.int().min(0),
  queued: z.int().min(0),
  /** The layers that shut its workers in. */
  isolation: z.array(z.object({ name: z.string(), active: z.boolean() })),
  /** The hash of each exercise by its id. */
  exercises: z.record(z.string(), z.string()),
});

export type Readiness = z.infer<typeof readinessSchema>;

/** What went wrong with a request, as application/problem+json (RFC 9457). The codes are permanent. */
export interface ServiceProblem {
  status: 400 | 401 | 404 | 405 | 413 | 415 | 422 | 500 | 503;
  code:
    | 'NO_JSON'
    | 'TOKEN_WRONG'
    | 'NOTHING_HERE'
    | 'METHOD_WRONG'
    | 'BODY_TOO_LARGE'
    | 'TYPE_WRONG'
    | 'REQUEST_WRONG'
    | 'BROKEN'
    | 'DRAINING';
  title: string;
  detail: string;
  headers?: Readonly<Record<string, string>>;
}
