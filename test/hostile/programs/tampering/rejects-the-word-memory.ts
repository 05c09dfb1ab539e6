// expect: failed finding
// The same with the words for a full memory.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  void Promise.reject(new Error('Isolate was disposed during execution due to memory limit'));
  return weak(value);
};
