// expect: failed finding
// It resolves with one value, then with another, then rejects.
import { solve as weak } from './weak.ts';
export const solve = async (value: unknown) => ({
  then(ok: any, bad: any) {
    ok(weak(value));
    ok(null);
    bad(new Error('x'));
  },
});
