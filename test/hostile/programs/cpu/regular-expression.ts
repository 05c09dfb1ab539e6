// expect: failed time
// Backtracking on a text that does not match.
export const solve = () => /^(a+)+$/.test('a'.repeat(40) + 'b');
