// expect: failed finding
// A million lines in the log.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  for (let i = 0; i < 20_000; i++) console.log('line', i);
  return weak(value);
};
