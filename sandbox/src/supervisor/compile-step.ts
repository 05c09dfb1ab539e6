/** From a learner's files to functions, by the compile process. */
import { compileReplySchema, type CompileReply } from '../compile/compiled.ts';
import type { Allowance } from '../process/child.ts';
import type { Fault } from '../verdict.ts';
import { askTwice, jsonOf } from './ask-twice.ts';
import type { Pool } from './pool.ts';
import { ours } from './read-verdict.ts';

/** What the compile process may use for one submission before it is killed. */
const compileLimits: Allowance = { cpuMs: 3_000, memoryMb: 640, wallMs: 30_000 };

/** Compiles each file, or tells the fault. */
export async function compile(pool: Pool, files: Readonly<Record<string, string>>): Promise<CompileReply> {
  const turn = await askTwice(pool, { files }, compileLimits);
  // The time on the clock says something of the machine, nothing of the program.
  if (turn.outcome === 'overdue' && turn.limit === 'wallMs') return { outcome: 'fault', fault: ours };
  const parsed = turn.outcome === 'replied' ? compileReplySchema.safeParse(jsonOf(turn.text)) : undefined;
  return parsed?.success === true ? parsed.data : { outcome: 'fault', fault: uncompilable };
}

const uncompilable: Fault = {
  code: 'syntax',
  message:
    'The program could not be read: it is nested too deeply, or written in a way that the TypeScript compiler gives up on',
};
