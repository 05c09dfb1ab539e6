// expect: failed output
// Few keys, each very long.
export const solve = () => Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`${i}`.padEnd(10_000, 'k'), 1]));
