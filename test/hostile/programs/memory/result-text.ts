// expect: failed output
// Ten megabytes of text.
export const solve = () => 'x'.repeat(10_000_000);
