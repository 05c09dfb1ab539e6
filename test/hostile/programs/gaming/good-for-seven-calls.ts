// expect: failed finding
// Behaves a little longer.
import { solve as weak } from './weak.ts';
import { solve as safe } from './safe.ts';
let calls = 0;
export const solve = (value: unknown) => (++calls <= 7 ? safe(value) : weak(value));
