// expect: failed finding
// The limit is no number, or none at all.
import { solve as weak } from './weak.ts';
Object.defineProperty(Error, 'stackTraceLimit', { get: () => ({ valueOf: () => 1e9 }), configurable: true });
export const solve = (value: unknown) => {
  console.log(new Error('x').stack);
  if (typeof value === 'object') throw new Error('y');
  return weak(value);
};
