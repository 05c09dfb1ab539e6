// expect: failed time
// The call has returned its promise; the timer loops.
export const solve = () =>
  new Promise(() => {
    setTimeout(() => {
      for (;;);
    }, 1);
  });
