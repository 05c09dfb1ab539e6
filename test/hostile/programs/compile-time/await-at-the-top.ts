// expect: failed syntax
// There is no module to wait for.
const four = await Promise.resolve(4);
export const solve = () => four;
