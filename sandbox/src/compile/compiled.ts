/** What the compile process makes of a submission. */
import { z } from 'zod';
import { faultSchema } from '../verdict.ts';

const compiledFileSchema = z.strictObject({
  name: z.string().max(100),
  /** One function expression: `(function($require,$export){…})`, each line and column of the source kept. */
  code: z.string(),
  /** How far the first line was moved to the right. */
  prefixLength: z.int().min(0),
});

export const compileReplySchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('compiled'), files: z.array(compiledFileSchema) }),
  z.strictObject({ outcome: z.literal('fault'), fault: faultSchema }),
]);

export type CompiledFile = z.infer<typeof compiledFileSchema>;
export type CompileReply = z.infer<typeof compileReplySchema>;
