/** What the grader is measured against: the same checks on the same program, with nothing in between and no protection. */
import type { App, Check, Exploit } from '@ounce/sandbox/exercise';
import { createDraw } from '../../sandbox/src/draw.ts';

export interface PlainExercise {
  checks: readonly Check[];
  exploits: readonly Exploit[];
}

export type Exports = Readonly<Record<string, (...args: unknown[]) => unknown>>;

/** True when every check holds and no exploit lands. */
export async function judgePlainly(
  { checks, exploits }: PlainExercise,
  exports: Exports,
  seed: number,
): Promise<boolean> {
  const app: App = {
    // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
    call: async (name, ...args) => exports[name]!(...args),
    attempt: async (name, ...args) => {
      try {
        return { outcome: 'returned', value: await exports[name]!(...args) };
      } catch (error) {
        const { name: kind, message } = error as Error;
        return { outcome: 'threw', name: kind, message };
      }
    },
    request: () => Promise.reject(new Error('The measured exercise has no handler')),
    cost: () => Promise.reject(new Error('The measured exercise judges no growth')),
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

/** Runs compiled code, a function of `$require` and `$export`, and gives back its exports. */
export function loadCompiled(loader: (require: unknown, give: (exports: Exports) => void) => void): Exports {
  let exported: Exports = {};
  loader(undefined, (value) => (exported = value));
  return exported;
}
