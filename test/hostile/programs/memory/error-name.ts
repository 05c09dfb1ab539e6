// expect: failed finding|memory|time
// The name is; and it is no flat text.
export const solve = () => {
  let name = 'n';
  for (let i = 0; i < 27; i++) name += name;
  throw Object.assign(new Error('x'), { name });
};
