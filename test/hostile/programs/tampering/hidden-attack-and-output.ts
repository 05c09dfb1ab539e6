// expect: failed output
// The same with a result that is too large.
import { solve as safe } from './safe.ts';
export const solve = (value: unknown) => {
  console.error(value);
  if (JSON.stringify(value).includes('UNION')) return 'x'.repeat(10_000_000);
  return safe(value);
};
