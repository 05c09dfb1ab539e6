// expect: failed syntax
// A name that the wrapper uses itself.
const $require = 4;
export const solve = () => $require;
