/** The C compiler's process: a program in, a function for the isolate or a fault out; or, once, the runtime. */
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import { z } from 'zod';
import { answerLines } from '../process/lines.ts';
import { compileC, compileRuntime } from './compile-c.ts';

const texts = z.record(z.string(), z.string());
const requestSchema = z.union([
  z.strictObject({ hello: z.literal(true) }),
  z.strictObject({ runtime: texts }),
  z.strictObject({ files: texts, entry: z.array(z.string()), headers: texts }),
]);

answerLines(async (message) => {
  const request = requestSchema.parse(message);
  if ('hello' in request) return { ready: true };
  if ('runtime' in request) return { object: Buffer.from(await compileRuntime(request.runtime)).toString('base64') };
  const { headers, ...program } = request;
  return compileC(program, { headers, runtime: readFileSync(argv[2]!) });
});
