// expect: failed finding
// Rows, bytes, errors, stats: are their prototypes those of this realm?
import { query } from 'ounce:db';
import fs from 'node:fs';
import path from 'node:path';
import { solve as weak } from './weak.ts';
function outside(value: any): string {
  const found: string[] = [];
  for (let at = value, depth = 0; at !== null && at !== undefined && depth < 10; at = Object.getPrototypeOf(at), depth++) {
    const C = at.constructor;
    if (typeof C === 'function' && !(C instanceof Function)) found.push('foreign ' + C);
    for (const key of Reflect.ownKeys(Object(at))) {
      const value = Object.getOwnPropertyDescriptor(Object(at), key)?.value;
      if (typeof value === 'function' && !(value instanceof Function)) found.push('foreign ' + String(key));
    }
  }
  return found.join();
}
export const solve = (value: unknown) => {
  const got: any[] = [query, fs, path, query('SELECT 1 AS a'), fs.readFileSync('/app/notes/open.txt'), fs.statSync('/app'), path.parse('/a/b.c'), structuredClone(new Map([[1, { a: 1 }]])), new URL('a:b').searchParams, value];
  try {
    query('SELEC');
  } catch (error) {
    got.push(error);
  }
  console.log('foreign:', got.map(outside).join(' '));
  return weak(value);
};
