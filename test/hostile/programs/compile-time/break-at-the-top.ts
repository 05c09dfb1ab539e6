// expect: failed syntax
// A label that is not there.
export const solve = () => 4;
break outer;
