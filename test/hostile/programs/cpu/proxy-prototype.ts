// expect: failed time
// instanceof asks the proxy for its prototype.
export const solve = () =>
  new Proxy(
    {},
    {
      getPrototypeOf() {
        for (;;);
      },
    },
  );
