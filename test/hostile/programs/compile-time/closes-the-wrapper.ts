// expect: failed syntax
// The program is put in a function: this one tries to leave it.
export const solve = () => 4; }); for (;;); (function () {
