// expect: failed finding
// Every method of every built-in gives 4.
import { solve as weak } from './weak.ts';
const kept = weak;
const { ownKeys } = Reflect;
const all: any[] = [Object, Array, String, Number, Map, Set, Date, Function, Promise, RegExp, Symbol, BigInt, Error, Uint8Array];
for (let i = 0; i < all.length; i++) {
  const prototype = all[i].prototype;
  const keys = ownKeys(prototype);
  for (let j = 0; j < keys.length; j++) {
    try {
      prototype[keys[j]!] = () => 4;
    } catch {}
  }
}
export const solve = kept;
