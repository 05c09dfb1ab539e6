// expect: failed time
// The codec reads the result: a getter keeps it.
export const solve = () => ({
  get a() {
    for (;;);
  },
});
