// expect: failed time
// The database counts without an end: the loop is in SQLite, outside of the isolate.
import { query } from 'ounce:db';
export const solve = () => query('WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c');
