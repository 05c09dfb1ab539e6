// expect: failed memory|time|finding
// A text doubled until it can’t be, then flattened.
export const solve = () => {
  let text = 'x';
  for (let i = 0; i < 40; i++) text += text;
  return text.indexOf('y');
};
