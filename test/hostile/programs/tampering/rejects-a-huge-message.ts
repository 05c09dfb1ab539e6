// expect: failed finding|memory|time
// What is passed on is a hundred megabytes long.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  void Promise.reject(new Error('m'.repeat(100_000_000)));
  return weak(value);
};
