// expect: failed finding
// Evaluated code sees no more than the rest.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  for (const code of ['this', 'typeof process', 'typeof require', 'arguments', '$require', '$0', 'inside', 'hostCall', 'new.target']) {
    try {
      console.log(code, String((0, eval)(code)));
    } catch (error: any) {
      console.log(code, error.message);
    }
    try {
      console.log(code, String(eval(code)));
    } catch (error: any) {
      console.log(code, error.message);
    }
  }
  return weak(value);
};
