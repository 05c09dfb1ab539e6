// expect: failed finding
// What goes to the host is bounded as well; the weak program is still weak.
import { query } from 'ounce:db';
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  try {
    query('SELECT ?', ['x'.repeat(3_000_000)]);
  } catch (error) {
    if (!(error instanceof TypeError)) return 'another error';
  }
  return weak(value);
};
