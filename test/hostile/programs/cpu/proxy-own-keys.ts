// expect: failed time
// The keys of the result are a trap that loops.
export const solve = () =>
  new Proxy(
    {},
    {
      ownKeys() {
        for (;;);
      },
    },
  );
