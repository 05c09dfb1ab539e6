// expect: failed finding
// Whenever a text comes, the result is lost behind a rejection: an attack that reached something must not count as none.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  const result = weak(value);
  if (typeof value === 'string' && value.includes("'")) void Promise.reject(new Error('lost'));
  return result;
};
