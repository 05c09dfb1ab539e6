// expect: failed output
// An error as the result, with texts that are too long in sum.
export const solve = () => Array.from({ length: 1_000 }, () => new Error('m'.repeat(900)));
