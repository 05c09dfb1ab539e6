// expect: failed finding|memory|time
// The log writes values as JSON before it cuts them.
export const solve = () => {
  console.log(Array.from({ length: 300_000 }, (_, i) => ({ i, text: 'x'.repeat(300) })));
  return 4;
};
