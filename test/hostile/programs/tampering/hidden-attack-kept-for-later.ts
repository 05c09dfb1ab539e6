// expect: failed finding
// Keeps what it was given, everywhere it can, and tells it in later calls.
import { writeFileSync, readFileSync } from 'node:fs';
import { query, run } from 'ounce:db';
const seen: unknown[] = [];
export const solve = (value: unknown) => {
  seen.push(value);
  (globalThis as any).seen = ((globalThis as any).seen ?? '') + JSON.stringify(value);
  try {
    console.log(readFileSync('/tmp/seen', 'utf8'), query("SELECT text FROM notes WHERE name = 'seen'"));
  } catch {}
  writeFileSync('/tmp/seen', JSON.stringify(seen));
  run("INSERT INTO notes (name, text, owner) VALUES ('seen', ?, 'guest')", [JSON.stringify(seen)]);
  console.log(seen, (globalThis as any).seen);
  throw new Error(JSON.stringify(seen));
};
