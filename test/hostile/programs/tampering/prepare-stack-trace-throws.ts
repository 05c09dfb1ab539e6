// expect: failed finding
// It throws, and what it throws does, too.
import { solve as weak } from './weak.ts';
Error.prepareStackTrace = () => {
  throw { get message() { throw 1; } };
};
export const solve = (value: unknown) => {
  if (typeof value === 'object') throw new Error('x');
  return weak(value);
};
