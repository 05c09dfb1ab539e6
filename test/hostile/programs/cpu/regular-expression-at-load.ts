// expect: failed time
// The same, before the grader has called anything.
const matched = /(x+x+)+y/.test('x'.repeat(50));
export const solve = () => matched;
