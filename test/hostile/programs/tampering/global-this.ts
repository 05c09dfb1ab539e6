// expect: failed finding
// Every global that can be deleted is.
import { solve as weak } from './weak.ts';
for (const key of Object.getOwnPropertyNames(globalThis)) {
  try {
    delete (globalThis as any)[key];
  } catch {}
}
export const solve = weak;
