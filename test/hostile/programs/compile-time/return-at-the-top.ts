// expect: failed syntax
// The wrapper is a function; the program must not see that.
export const solve = () => 4;
return;
