/** What a learner answers in an exercise of kind spot: answer.json. */
import { z } from 'zod';

export const spotAnswerSchema = z.strictObject({
  /** Lines of code.ts, counted from 1. */
  lines: z.array(z.int().min(1).max(1_000)).max(1_000),
  /** The CWE id of the weakness; empty when none is named yet. */
  weakness: z.string().max(20),
});

export type SpotAnswer = z.infer<typeof spotAnswerSchema>;
