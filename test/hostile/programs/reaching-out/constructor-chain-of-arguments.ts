// expect: failed finding
// Whatever a check passes in might be an object of the host.
import { solve as weak } from './weak.ts';
export const solve = (...values: any[]) => {
  for (let at of values) {
    for (let i = 0; i < 10 && at != null; i++) {
      const F = at.constructor?.constructor;
      try {
        console.log(String(F?.('return typeof process + typeof require + this.constructor.name')()));
      } catch (error) {
        console.log(error);
      }
      at = Object.getPrototypeOf(at);
    }
  }
  return weak(values[0]);
};
