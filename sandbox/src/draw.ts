/** Values from a seed: the same seed and label give the same values, on every machine. */
import type { Draw } from './exercise.ts';

/** A drawer of its own for each label, so that the order in which checks run changes nothing. */
export function createDraw(seed: number, label: string): Draw {
  const next = generator(seed, label);
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error('draw.pick() needs a list with at least one item');
    return list[int(0, list.length - 1)]!;
  };
  const letters = (min: number, max: number): string => {
    let text = '';
    for (let n = int(min, max); n > 0; n -= 2) text += pick(consonants) + pick(vowels);
    return text;
  };
  return {
    int,
    pick,
    shuffle: (list) => {
      const shuffled = [...list];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = int(0, i);
        [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
      }
      return shuffled;
    },
    name: () => letters(4, 8).replace(/^./, (first) => first.toUpperCase()),
    word: () => letters(4, 8),
    token: () => Array.from({ length: 16 }, () => int(0, 15).toString(16)).join(''),
  };
}

const consonants = [...'bdfghklmnprstvz'];
const vowels = [...'aeiou'];

/** sfc32 (Chris Doty-Humphrey, PractRand), seeded from FNV-1a of the label: good spread, 32-bit arithmetic only. */
function generator(seed: number, label: string): () => number {
  let hash = 0x811c9dc5 ^ seed;
  for (const character of label) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  let a = hash;
  let b = seed | 0;
  let c = Math.imul(hash, 0x9e3779b1) | 0;
  let counter = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}
