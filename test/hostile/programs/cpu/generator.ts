// expect: failed time|memory
// A generator without an end, spread into a list.
function* numbers() {
  for (let i = 0; ; i++) yield i;
}
export const solve = () => [...numbers()];
