// expect: failed finding
// Lists and promises make others of another kind.
import { solve as weak } from './weak.ts';
class Quiet extends Array {
  static get [Symbol.species]() {
    return function () {
      return { length: 0 };
    } as any;
  }
}
Object.defineProperty(Array, Symbol.species, { get: () => Quiet });
Object.defineProperty(Promise, Symbol.species, { get: () => function (run: any) { run(() => {}, () => {}); } });
export const solve = async (value: unknown) => weak(value);
