import type { Draw } from '@ounce/sandbox/exercise';

/** Who has a note sealed, somebody else, the key of both, and a text that nobody can guess. */
export function castOf(draw: Draw): { key: string; owner: string; other: string; text: string } {
  const key = Array.from({ length: 4 }, () => draw.token()).join('');
  const text = `${draw.word()} ${draw.token()}, ${draw.token()}`;
  return { key, owner: `Mi${draw.word()}`, other: `Jo${draw.word()}`, text };
}
