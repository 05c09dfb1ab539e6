// expect: failed time
// Awaiting calls then(), which loops.
export const solve = async () => {
  await {
    then() {
      for (;;);
    },
  };
};
