// expect: failed finding
// SQLite can write files, load code and tell about itself.
import { query, run } from 'ounce:db';
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  for (const sql of ["ATTACH DATABASE '/tmp/x.db' AS x", "VACUUM INTO '/tmp/y.db'", "SELECT load_extension('x')", 'PRAGMA database_list', "SELECT readfile('/etc/passwd')", "SELECT writefile('/tmp/z', 'z')", "SELECT fts3_tokenizer('simple')", 'SELECT * FROM pragma_compile_options', 'SELECT * FROM dbstat', 'CREATE TABLE t (a)', 'DROP TABLE notes', "SELECT edit('x')"]) {
    for (const f of [query, run]) {
      try {
        console.log(sql, f(sql));
      } catch (error: any) {
        console.log(sql, error.message);
      }
    }
  }
  return weak(value);
};
