// expect: failed finding
// The clock’s day is drawn from the seed: is it more than a day?
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  console.log('day of the seed', Math.floor((Date.now() - Date.UTC(2026, 0, 1)) / 86_400_000));
  return weak(value);
};
