// expect: failed finding|unsettled
// The promise that then() makes is ours to call: whatever it gets, it answers null.
import { solve as weak } from './weak.ts';
class Liar extends Promise<unknown> {
  constructor(run: any) {
    super((ok, bad) => run(() => ok(null), bad));
  }
}
Object.defineProperty(Promise.prototype, 'constructor', { value: Liar });
export const solve = async (value: unknown) => weak(value);
