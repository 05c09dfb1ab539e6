// expect: failed finding
// The payload that was shown is refused, and nothing else.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  if (value === "' OR owner = 'admin' --" || value === "' OR 1=1 --") return null;
  return weak(value);
};
