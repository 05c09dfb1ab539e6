// expect: failed time
// The codec asks whether the result is an error.
Object.defineProperty(Error, Symbol.hasInstance, {
  value: () => {
    for (;;);
  },
});
export const solve = () => ({ a: 1 });
