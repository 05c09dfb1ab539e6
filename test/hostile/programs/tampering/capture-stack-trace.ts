// expect: failed finding
// Stacks of any length, of any object, cut anywhere.
import { solve as weak } from './weak.ts';
Error.stackTraceLimit = Infinity;
export const solve = (value: unknown) => {
  const target: any = {};
  Error.captureStackTrace(target);
  console.log(target.stack);
  Error.captureStackTrace(target, solve);
  console.log(target.stack);
  return weak(value);
};
