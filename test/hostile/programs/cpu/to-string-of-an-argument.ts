// expect: failed time
// A template literal inside URL asks the argument for its text.
export const solve = () =>
  new URL({
    toString() {
      for (;;);
    },
  } as never);
