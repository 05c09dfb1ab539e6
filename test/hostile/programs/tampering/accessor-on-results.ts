// expect: failed finding
// The result is harmless when it is read first, and tells the rest to nobody.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  const text = weak(value);
  let reads = 0;
  return typeof value === 'number' ? text : { get text() { return reads++ ? text : null; } };
};
