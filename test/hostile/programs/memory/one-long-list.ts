// expect: failed memory|time
// One list that is asked to be 2^27 long.
export const solve = () => new Array(2 ** 27).fill(0);
