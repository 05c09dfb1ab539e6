/** What a learner sends to be graded, as it comes from outside. */
import { z } from 'zod';

/** Enough characters to be random. */
const submissionId = z.string().regex(/^[\w-]{16,64}$/, '16 to 64 letters, digits, - or _');

/** The body of POST /api/grade/<exercise>. */
export const submissionSchema = z.strictObject({
  /** Every file of the exercise by its name, as text. */
  files: z.record(z.string().min(1).max(100), z.string()),
  /** To repeat a run: the seed of its verdict. */
  seed: z.int().min(0).max(0xffff_ffff).optional(),
  /** Chosen at random by the sender, so that an account keeps it once when it is sent twice. */
  id: submissionId.optional(),
});
