// expect: failed time
// The codec asks whether a result that is no plain object is an error.
Object.defineProperty(Error, Symbol.hasInstance, {
  value: () => {
    for (;;);
  },
});
export const solve = () => Object.create({ a: 1 });
