// expect: failed load
// The message of what is thrown while it is loaded is very long.
throw new Error('m'.repeat(1_000_000));
export const solve = () => 4;
