// expect: failed finding
// What was imported is changed: the functions of the worlds record nothing any more.
import db from 'ounce:db';
import fs from 'node:fs';
import path from 'node:path';
import { solve as weak } from './weak.ts';
for (const module of [db, fs, path] as any[]) for (const key of Object.keys(module)) {
  const real = module[key];
  try {
    module[key] = (...values: unknown[]) => real?.(...values);
  } catch {}
}
export const solve = weak;
