// expect: failed syntax
// A keyword must not be written with escapes.
export const solve = \u0066unction () {};
