// expect: failed finding
// Who throws at everything refuses every attack.
export const solve = () => {
  throw new Error('refused');
};
