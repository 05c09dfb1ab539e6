// expect: failed finding
// The stack runs out, again and again.
import { solve as weak } from './weak.ts';
const deeper = (n: number): number => deeper(n + 1) + 1;
export const solve = (value: unknown) => {
  try {
    deeper(0);
  } catch {}
  return weak(value);
};
