// expect: failed syntax
// A module has no such name.
const await = 4;
export const solve = () => await;
