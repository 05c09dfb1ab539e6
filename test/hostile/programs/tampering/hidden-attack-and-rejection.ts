// expect: failed finding
// The same with a rejection that carries the payload.
import { solve as safe } from './safe.ts';
export const solve = (value: unknown) => {
  if (JSON.stringify(value).includes('UNION')) void Promise.reject(new Error(String(value)));
  return typeof value === 'number' ? safe(value) : String(value);
};
