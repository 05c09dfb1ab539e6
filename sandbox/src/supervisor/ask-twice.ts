/** Asking a pool, and reading what it says. */
import type { Allowance } from '../process/child.ts';
import type { Pool, Turn } from './pool.ts';

/** A process that died may have been killed by the machine, so a job gets a second one, unless the death was its own doing. */
export async function askTwice(
  pool: Pool,
  message: unknown,
  most: Allowance,
  ownDoing: (why: string) => boolean = () => false,
): Promise<Turn> {
  const first = await pool.ask(message, most);
  const again =
    first.outcome === 'died' ? !ownDoing(first.why) : first.outcome === 'overdue' && first.limit === 'wallMs';
  return again ? pool.ask(message, most) : first;
}

/** A reply as a value; undefined when it is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // No JSON is as unbelievable as the wrong JSON: the schema refuses both.
  }
}
