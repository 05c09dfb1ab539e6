// expect: failed syntax
// The same.
let x = 1;
export const solve = () => delete x;
