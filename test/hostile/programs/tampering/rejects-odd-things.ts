// expect: failed finding
// Rejections of everything that is no error.
let n = 0;
export const solve = () => {
  const odd = [undefined, null, 0, '', Symbol('s'), 5n, () => {}, new Proxy({}, { get() { throw 1; } })];
  void Promise.reject(odd[n++ % odd.length]);
  return null;
};
