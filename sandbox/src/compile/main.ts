/** The compile process: one submission's files in, functions or a fault out. It is thrown away when anything surprises it. */
import { z } from 'zod';
import { answerLines } from '../process/lines.ts';
import { compileFiles } from './compile.ts';

const requestSchema = z.union([
  z.strictObject({ hello: z.literal(true) }),
  z.strictObject({ files: z.record(z.string(), z.string()) }),
]);

answerLines((message) => {
  const request = requestSchema.parse(message);
  return 'hello' in request ? { ready: true } : compileFiles(request.files);
});
