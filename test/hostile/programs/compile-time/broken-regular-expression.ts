// expect: failed syntax
// A pattern that is none.
export const solve = () => /(/.test('a');
