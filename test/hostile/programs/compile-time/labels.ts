// expect: passed
// Labels in odd places, and more than one on a statement.
import { solve as safe } from './safe.ts';
a: b: c: for (const x of [1]) { if (x) continue a; break b; }
export const solve = safe;
