/** The C compiler's process: a program in, a function for the isolate or a fault out; or, once, the runtime. */
import { readFileSync } from 'node:fs';
import process, { argv } from 'node:process';
import { z } from 'zod';
import type { CompileReply } from '../compile/compiled.ts';
import { answerLines } from '../process/lines.ts';
import { compileC, compileRuntime } from './compile-c.ts';

const texts = z.record(z.string(), z.string());
const requestSchema = z.union([
  z.strictObject({ hello: z.literal(true) }),
  z.strictObject({ runtime: texts }),
  z.strictObject({ files: texts, entry: z.array(z.string()), headers: texts }),
]);

const gaveUp: CompileReply = {
  outcome: 'fault',
  fault: { code: 'syntax', message: 'The compiler gave up on the program: it is too large, or nested too deep' },
};

answerLines(async (message) => {
  const request = requestSchema.parse(message);
  if ('hello' in request) return { ready: true };
  if ('runtime' in request) return { object: Buffer.from(await compileRuntime(request.runtime)).toString('base64') };
  const { headers, ...program } = request;
  try {
    return await compileC(program, { headers, runtime: readFileSync(argv[2]!) });
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
    // A compiler that trapped is not asked again: this process ends when it has answered.
    setImmediate(() => process.exit(1));
    return gaveUp;
  }
});
