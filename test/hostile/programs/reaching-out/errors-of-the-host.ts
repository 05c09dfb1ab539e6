// expect: failed finding
// Every host function is made to throw, and what it throws is told in full.
import { query, run } from 'ounce:db';
import fs from 'node:fs';
import path from 'node:path';
import url from 'node:url';
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  const odd = [undefined, null, 5n, Symbol('x'), {}, [], 'file:///../%00', '\0', { href: {} }, () => {}];
  for (const f of [query, run, ...Object.values(fs), ...Object.values(path), ...Object.values(url)] as any[]) {
    for (const argument of odd) {
      try {
        f?.(argument, argument);
      } catch (error: any) {
        console.log(error?.name, error?.code, error?.message, error?.stack);
      }
    }
  }
  return weak(value);
};
