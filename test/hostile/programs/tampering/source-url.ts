// expect: failed finding
// A comment gives evaluated code the name of a file.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  if (typeof value === 'object') (0, eval)('throw new Error("x")\n//# sourceURL=functional.ts');
  return weak(value);
};
