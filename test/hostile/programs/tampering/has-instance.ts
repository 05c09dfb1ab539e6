// expect: failed finding
// Everything is an error, and nothing is a promise.
import { solve as weak } from './weak.ts';
Object.defineProperty(Error, Symbol.hasInstance, { value: () => true });
Object.defineProperty(Promise, Symbol.hasInstance, { value: () => false });
export const solve = weak;
