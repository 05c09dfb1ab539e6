// expect: failed syntax
// One name, two exports.
export const solve = () => 4;
export { solve };
