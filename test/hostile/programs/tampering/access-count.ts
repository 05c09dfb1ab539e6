// expect: failed finding|time
// Opens so many files that the record is full before the attack comes.
import { readFileSync, existsSync } from 'node:fs';
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  if (typeof value === 'object') {
    for (let i = 0; i < 1_200; i++) existsSync('/app/notes');
    for (let i = 0; i < 4_000; i++) readFileSync('/app/notes/open.txt');
  }
  return weak(value);
};
