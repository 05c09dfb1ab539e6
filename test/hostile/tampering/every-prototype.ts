// expect: failed finding
// Every method of every built-in gives 4.
import { solve as weak } from './weak.ts';
const kept = weak;
for (const C of [Object, Array, String, Number, Map, Set, Date, Function, Promise, RegExp, Symbol, BigInt, Error, Uint8Array] as any[])
  for (const key of Reflect.ownKeys(C.prototype)) {
    try {
      C.prototype[key] = () => 4;
    } catch {}
  }
export const solve = kept;
