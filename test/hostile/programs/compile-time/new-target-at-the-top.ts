// expect: failed syntax
// The same.
export const solve = () => 4;
console.log(new.target);
