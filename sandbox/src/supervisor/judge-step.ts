/** From a job to a verdict, by a worker. */
import type { LoadedExercise } from '../catalogue.ts';
import { limits } from '../limits.ts';
import type { Allowance } from '../process/child.ts';
import type { Fault, Verdict } from '../verdict.ts';
import { askTwice, jsonOf } from './ask-twice.ts';
import type { Pool, Turn } from './pool.ts';
import { ours, readVerdict, verdictOfFault } from './read-verdict.ts';

/** What a worker may use for one job before it is killed: more than the isolate may, for the worlds and the checks. */
const judgeLimits: Allowance = { cpuMs: limits.runCpuMs + 5_000, memoryMb: 640, wallMs: 120_000 };

interface Run {
  exercise: LoadedExercise;
  seed: number;
}

/** Has a worker judge the message's job, which has waited for so many milliseconds. */
export async function judge(pool: Pool, run: Run, message: unknown, queuedMs: number): Promise<Verdict> {
  const turn = await askTwice(pool, message, judgeLimits, outOfMemory);
  return verdictOf(run, { ...turn, queueMs: queuedMs + turn.queueMs });
}

/**
 * A worker that saw a fault is not used again: whatever broke a limit may have left the process changed. In JSON the
 * quotes of a text are escaped, so that the key can't be said by a program.
 */
export function fitAfter(reply: string): boolean {
  return reply.startsWith('{"version":') && !reply.includes('"fault":{');
}

function verdictOf(run: Run, turn: Turn): Verdict {
  switch (turn.outcome) {
    case 'replied':
      return readVerdict(run, jsonOf(turn.text), turn.queueMs);
    case 'overdue':
      return verdictOfFault(run, overdueFaults[turn.limit]);
    case 'died':
      return verdictOfFault(run, outOfMemory(turn.why) ? exhausted : ours);
  }
}

/** What V8 says before it ends the process. */
function outOfMemory(lastWords: string): boolean {
  return /memory|alloc|table size|invalid size/i.test(lastWords);
}

const uninterruptible: Fault = {
  code: 'time',
  message: `The program used too much CPU time in one operation that could not be interrupted: at most ${limits.callCpuMs} ms a call`,
};
const exhausted: Fault = { code: 'memory', message: `The program used more than ${limits.memoryMb} MB of memory` };

const overdueFaults: Readonly<Record<keyof Allowance, Fault>> = {
  cpuMs: uninterruptible,
  memoryMb: exhausted,
  wallMs: ours,
};
