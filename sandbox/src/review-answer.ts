/** What a learner answers in an exercise of kind review: answer.json. */
import { z } from 'zod';

export const reviewAnswerSchema = z.strictObject({
  /** By the patch's name, as the exercise lists it. */
  patches: z.record(
    z.string().max(80),
    z.strictObject({
      /** null: not decided yet. */
      holds: z.boolean().nullable(),
      /** For a patch that does not hold: what still gets through. */
      input: z.string().max(4_000),
    }),
  ),
});

export type ReviewAnswer = z.infer<typeof reviewAnswerSchema>;
