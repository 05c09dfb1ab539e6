// expect: failed finding|memory|time
// Files of the tree stand in the worker’s memory.
import { writeFileSync } from 'node:fs';
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  try {
    for (let i = 0; i < 3_000; i++) writeFileSync(`/tmp/${i}`, 'x'.repeat(260_000));
  } catch {}
  return weak(value);
};
