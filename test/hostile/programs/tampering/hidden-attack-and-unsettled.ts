// expect: failed unsettled
// Logs everything it gets, then never answers: the log of a hidden attack must not come out with the fault.
import { solve as safe } from './safe.ts';
export const solve = (value: unknown) => {
  console.log(value);
  if (JSON.stringify(value).includes('UNION')) return new Promise(() => {});
  return safe(value);
};
