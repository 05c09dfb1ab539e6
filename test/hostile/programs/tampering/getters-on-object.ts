// expect: failed finding|entry|load
// Getters on Object.prototype answer for keys that are not there.
import { solve as weak } from './weak.ts';
for (const key of ['fault', 'ticket', 'missing', 'code', 'enumerable', 'value', 'get', 'toJSON', 'then']) {
  try {
    Object.defineProperty(Object.prototype, key, { get: () => undefined, set() {}, configurable: true });
  } catch {}
}
export const solve = weak;
