// expect: failed syntax
// The other half, at the beginning of a line.
export const solve = () => 4;
--> a comment in a script
