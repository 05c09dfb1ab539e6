// expect: failed finding
// Files of the machine, by every function that takes a path.
import fs from 'node:fs';
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  for (const name of ['/etc/passwd', '/proc/self/environ', '/proc/self/cmdline', '/proc/self/maps', '/dev/null', '.', '..', '/']) {
    for (const f of [fs.readFileSync, fs.readdirSync, fs.realpathSync, fs.statSync, fs.readlinkSync] as any[]) {
      try {
        console.log(name, String(f(name)));
      } catch (error: any) {
        console.log(error.message, error.stack);
      }
    }
  }
  return weak(value);
};
