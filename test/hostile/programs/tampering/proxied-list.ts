// expect: failed finding|output
// A list whose length is no number.
export const solve = () => new Proxy([], { get: (_target, key) => (key === 'length' ? -1 : undefined) });
