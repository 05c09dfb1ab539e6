// expect: failed time
// The same with a loop.
import { solve as safe } from './safe.ts';
export const solve = (value: unknown) => {
  console.error(value);
  if (JSON.stringify(value).includes('UNION')) for (;;);
  return safe(value);
};
