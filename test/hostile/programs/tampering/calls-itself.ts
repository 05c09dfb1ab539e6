// expect: failed finding
// Calls its own exports while its result is read.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown): unknown => ({
  get text() {
    return weak(value);
  },
  get again() {
    return typeof value === 'number' ? solve(String(value)) : null;
  },
});
