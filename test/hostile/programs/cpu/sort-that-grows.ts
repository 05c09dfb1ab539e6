// expect: failed time|memory
// The comparator makes the list longer.
export const solve = () => {
  const list = [3, 2, 1];
  for (;;) list.sort((a, b) => (list.push(a), a - b));
};
