// expect: failed output
// Twenty-one thousand small values.
export const solve = () => new Array(21_000).fill(0);
