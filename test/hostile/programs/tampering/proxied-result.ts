// expect: failed finding
// A proxy in the place of the result.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => new Proxy(Object(weak(value)), {});
