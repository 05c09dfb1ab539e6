/** The sandbox in a sentence: for the start, and for a start that is refused. */
import { harms, type Harm } from './harm.ts';
import type { Isolation } from './isolation.ts';
import type { Layer } from './layers.ts';

/** One line that says how much shuts the learners' programs in. */
export function sandboxLine({ level, layers }: Isolation): string {
  const active = layers
    .filter(({ id, state }) => state === 'active' && id in shortNames)
    .map(({ id }) => shortNames[id]!);
  const held = active.length > 0 ? active.join(', ') : 'nothing but Node’s own';
  if (level === 'strong') return `Sandbox: strong (${held}).`;
  const gap = layers.find(({ state, id }) => state === 'missing' && wanted.includes(id));
  const why = gap ? `: ${gap.why}` : '';
  return `Sandbox: ${level === 'weak' ? 'weak' : 'NONE for native code'} (${held})${why}. Fine for one learner on their own machine; "npm exec -- ounce doctor" says more.`;
}

/** What native code in a worker could still do. */
export function remainingHarms({ layers }: Isolation): Harm[] {
  const stopped = new Set(layers.flatMap(({ state, stops }) => (state === 'active' ? stops : [])));
  return (Object.keys(harms) as Harm[]).filter((harm) => !stopped.has(harm));
}

/** Why a start that wants the strong layers is refused, and what to do. */
export function refusalOf({ layers }: Isolation): string {
  const gaps = layers.filter(({ state, id }) => state === 'missing' && wanted.includes(id)).map(gapText);
  return `Cannot start: the sandbox is not strong enough (OUNCE_SANDBOX=strict). ${gaps.join(' ')} "npm exec -- ounce doctor" shows every layer; OUNCE_SANDBOX=best starts all the same, for learners who are trusted.`;
}

/** The layers that make a sandbox strong. */
const wanted: readonly string[] = ['bubblewrap', 'seccomp', 'limits'];

const shortNames: Readonly<Record<string, string>> = {
  bubblewrap: 'bubblewrap',
  unshare: 'unshare',
  seccomp: 'seccomp',
  limits: 'resource limits',
  user: 'a user of its own',
};

function gapText({ name, why, advice }: Layer): string {
  return `${name}: ${why}. ${advice}`;
}
