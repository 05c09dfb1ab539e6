// expect: failed finding
// A rejection that nobody handles: the engine passes it on as if it were its own error.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  void Promise.reject(new Error('Script execution timed out.'));
  return weak(value);
};
