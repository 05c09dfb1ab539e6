import type { Draw } from '@ounce/sandbox/exercise';

export const minute = 60_000;

export interface Cast {
  user: string;
  other: string;
  code: string;
  newer: string;
  wrong: readonly string[];
}

/** Two users of this check alone, since the program remembers, and codes of six digits, no two of them alike. */
export function castOf(draw: Draw): Cast {
  const user = `${draw.word()}-${draw.token()}`;
  const first = draw.int(100_000, 900_000);
  const codes = draw.shuffle(Array.from({ length: 20 }, (_, i) => String(first + 37 * i)));
  return { user, other: `${user}-2`, code: codes[0]!, newer: codes[1]!, wrong: codes.slice(2) };
}
