// expect: failed memory|time|finding
// JSON of JSON of JSON: the quotes double.
export const solve = () => {
  let text = '"';
  for (let i = 0; i < 60; i++) text = JSON.stringify([text, text]);
  return text.length;
};
