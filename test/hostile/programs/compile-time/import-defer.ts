// expect: failed syntax
// Kinds of import that are not there yet.
import defer * as x from './safe.ts';
export const solve = x.solve;
