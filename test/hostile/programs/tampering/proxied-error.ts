// expect: failed finding
// An error whose every property throws.
export const solve = () => {
  throw new Proxy(new Error('x'), {
    get() {
      throw new Error('y');
    },
  });
};
