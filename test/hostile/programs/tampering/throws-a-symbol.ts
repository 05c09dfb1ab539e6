// expect: failed finding
// A symbol has no text.
export const solve = () => {
  throw Symbol('x');
};
