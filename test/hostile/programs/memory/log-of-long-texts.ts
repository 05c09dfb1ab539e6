// expect: failed finding|memory
// A few lines, each a hundred megabytes.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  for (let i = 0; i < 20; i++) console.error('é'.repeat(100_000_000));
  return weak(value);
};
