// expect: failed time
// A replacer that is called without an end.
export const solve = () => {
  let text = 'a';
  for (;;) text = text.replace(/a/g, (a) => (text.length > 100 ? a : a + a)).slice(0, 100);
};
