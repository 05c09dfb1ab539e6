// expect: failed time|output
// A list that says it is as long as the limit, each item of which takes a while.
export const solve = () =>
  new Proxy([], {
    get: (_target, key) => {
      if (key === 'length') return 19_000;
      let n = 0;
      for (let i = 0; i < 100_000; i++) n += i;
      return n;
    },
  });
