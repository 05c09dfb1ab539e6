/** What the grader is measured against: the same checks on the same program, with nothing in between and no protection. */
import type { App, Attempted, Check, Exploit } from '@ounce/sandbox/exercise';
import { createDraw } from '../../sandbox/src/draw.ts';

export interface PlainExercise {
  checks: readonly Check[];
  exploits: readonly Exploit[];
}

/** Calls a function of the program by its name. */
export type Call = (name: string, args: readonly unknown[]) => unknown;

/** True when every check holds and no exploit lands. */
export async function judgePlainly({ checks, exploits }: PlainExercise, call: Call, seed: number): Promise<boolean> {
  const app: App = {
    // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
    call: async (name, ...args) => call(name, args),
    // eslint-disable-next-line @typescript-eslint/require-await -- as above
    attempt: async (name, ...args) => attempt(call, name, args),
    request: () => Promise.reject(new Error('The measured exercise has no handler')),
    cost: () => Promise.reject(new Error('The measured exercise judges no growth')),
    together: () => Promise.reject(new Error('The measured exercise has no calls at once')),
    races: () => Promise.reject(new Error('The measured exercise has no races')),
  };
  const stage = (id: string): Parameters<Check['holds']>[0] => ({
    app,
    draw: createDraw(seed, `check ${id}`),
    scene: undefined,
  });
  for (const check of checks) if ((await check.holds(stage(check.id))) !== true) return false;
  for (const exploit of exploits) if ((await exploit.lands(stage(exploit.id))) !== false) return false;
  return true;
}

function attempt(call: Call, name: string, args: readonly unknown[]): Attempted {
  try {
    return { outcome: 'returned', value: call(name, args) };
  } catch (error) {
    const { name: kind, message } = error as Error;
    return { outcome: 'threw', name: kind, message };
  }
}

export type Exports = Readonly<Record<string, (...args: unknown[]) => unknown>>;

/** Runs compiled code, a function of `$require` and `$export`, and gives back its exports. */
export function loadCompiled(loader: (require: unknown, give: (exports: Exports) => void) => void): Exports {
  let exported: Exports = {};
  loader(undefined, (value) => (exported = value));
  return exported;
}
