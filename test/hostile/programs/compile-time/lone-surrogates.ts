// expect: failed syntax|finding
// Half a character as a name.
export const \ud800 = 1;
export const solve = () => 4;
