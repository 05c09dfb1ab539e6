// expect: failed finding
// A logged value logs.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  console.log({
    toJSON() {
      for (let i = 0; i < 300; i++) console.error('inner', i);
      return { toJSON: () => console.warn('innermost') };
    },
  });
  return weak(value);
};
