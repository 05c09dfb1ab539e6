// expect: failed output
// Each character becomes six in JSON.
export const solve = () => '\u0001'.repeat(400_000);
