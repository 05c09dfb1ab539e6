// expect: failed time
// The same with a real error and its stack.
export const solve = () => {
  const error = new Error('x');
  Object.defineProperty(error, 'stack', {
    get() {
      for (;;);
    },
  });
  void Promise.reject(error);
  return 4;
};
