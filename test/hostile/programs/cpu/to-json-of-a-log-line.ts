// expect: failed time
// console.log() writes objects as JSON.
export const solve = () =>
  console.log({
    toJSON() {
      for (;;);
    },
  });
