// expect: failed finding
// Every other call is safe.
import { solve as weak } from './weak.ts';
import { solve as safe } from './safe.ts';
let calls = 0;
export const solve = (value: unknown) => (++calls % 2 ? safe(value) : weak(value));
