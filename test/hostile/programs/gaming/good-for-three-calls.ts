// expect: failed finding
// Behaves for the first calls.
import { solve as weak } from './weak.ts';
import { solve as safe } from './safe.ts';
let calls = 0;
export const solve = (value: unknown) => (++calls <= 3 ? safe(value) : weak(value));
