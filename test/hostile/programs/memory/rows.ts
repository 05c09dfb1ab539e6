// expect: failed finding|memory|time
// A query whose rows are more than can cross.
import { query } from 'ounce:db';
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  try {
    query("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 200000) SELECT x, printf('%.1000c', 'x') FROM c");
  } catch {}
  return weak(value);
};
