// expect: failed time
// Destructuring calls return() when it stops: that one loops.
export const solve = () => {
  const endless = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }), return: () => { for (;;); } }) };
  const [a] = endless as unknown as number[];
  return a;
};
