// expect: failed finding
// Is weak at first only: the attack may come at any time.
import { solve as weak } from './weak.ts';
import { solve as safe } from './safe.ts';
let texts = 0;
export const solve = (value: unknown) => (typeof value !== 'number' && ++texts <= 2 ? weak(value) : safe(value));
