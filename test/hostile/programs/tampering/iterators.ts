// expect: failed finding
// Lists have nothing to iterate over.
import { solve as weak } from './weak.ts';
(Array.prototype as any)[Symbol.iterator] = function* () {};
(String.prototype as any)[Symbol.iterator] = function* () {};
(Map.prototype as any)[Symbol.iterator] = function* () {};
export const solve = weak;
