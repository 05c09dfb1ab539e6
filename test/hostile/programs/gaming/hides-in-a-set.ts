// expect: failed finding
// What an attack reached comes back in a shape that JSON does not show; what was opened and asked still counts.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  const result = weak(value);
  return typeof value === 'string' && value.includes("'") ? new Set([result]) : result;
};
