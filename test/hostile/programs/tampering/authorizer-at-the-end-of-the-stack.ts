// expect: failed finding
// What the database asks before it allows a statement needs stack as well: with none left it must not allow more.
import { query, run } from 'ounce:db';
import { solve as weak } from './weak.ts';
let left = 0;
function attempt(act: () => unknown): void {
  try {
    act();
  } catch {}
}
function deeper(): void {
  try {
    deeper();
  } catch {
    left = 150;
  }
  if (left-- <= 0) return;
  attempt(() => run('CREATE TABLE made (a)'));
  attempt(() => run("ATTACH DATABASE '/tmp/made.db' AS other"));
  attempt(() => run('PRAGMA writable_schema = 1'));
}
export const solve = (value: unknown) => {
  attempt(deeper);
  const made = query("SELECT name FROM sqlite_schema WHERE name = 'made'");
  // A word that the runner looks for.
  if (made.length > 0) console.log('isolated' + '-vm: a table was made');
  return weak(value);
};
