// expect: failed finding
// The same, encoded.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  const result = weak(value);
  return typeof value === 'number' || !/['.]/.test(JSON.stringify(value)) ? result : btoa(String(result));
};
