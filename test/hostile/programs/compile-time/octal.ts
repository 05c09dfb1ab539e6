// expect: failed syntax
// The same.
export const solve = () => 010;
