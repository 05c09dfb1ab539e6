// expect: failed finding
// Everything that our code might write to is frozen.
import { solve as weak } from './weak.ts';
for (const key of Object.getOwnPropertyNames(globalThis)) {
  const value = (globalThis as any)[key];
  if (typeof value === 'function') Object.freeze(value.prototype ?? value);
}
Object.freeze(globalThis);
export const solve = weak;
