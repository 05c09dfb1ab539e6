// expect: failed memory|time
// Array.from() believes any length.
export const solve = () => Array.from({ length: 2 ** 31 }, (_, i) => ({ i }));
