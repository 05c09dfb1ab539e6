// expect: failed finding
// Safe by the toss of a coin.
import { solve as weak } from './weak.ts';
import { solve as safe } from './safe.ts';
export const solve = (value: unknown) => (Math.random() < 0.5 ? safe(value) : weak(value));
