// expect: failed finding
// The engine’s own console can do more than write lines.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  const c: any = console;
  for (const name of ['context', 'profile', 'memory', 'table', 'trace', 'time', 'timeStamp', 'dir']) console.log(name, typeof c[name]);
  return weak(value);
};
