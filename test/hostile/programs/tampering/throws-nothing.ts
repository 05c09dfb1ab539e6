// expect: failed finding
// undefined can be thrown as well.
export const solve = () => {
  throw undefined;
};
