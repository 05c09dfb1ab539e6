// expect: failed finding|memory|time
// The database grows inside the worker.
import { run } from 'ounce:db';
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  try {
    for (let i = 0; i < 400; i++) run("INSERT INTO notes (name, text, owner) VALUES ('big', zeroblob(900000), 'x')");
  } catch {}
  return weak(value);
};
