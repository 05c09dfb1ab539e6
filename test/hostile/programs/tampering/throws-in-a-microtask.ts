// expect: failed finding
// A microtask throws after the call has returned.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  queueMicrotask(() => {
    throw new Error('in a microtask');
  });
  return weak(value);
};
