// expect: failed time|memory
// Squaring until one multiplication takes seconds.
export const solve = () => {
  let n = 3n;
  for (let i = 0; i < 40; i++) n *= n;
  return n.toString().length;
};
