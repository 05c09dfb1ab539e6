// expect: failed time
// Whoever reads the thrown value’s message never comes back.
export const solve = () => {
  throw {
    get message() {
      for (;;);
    },
  };
};
