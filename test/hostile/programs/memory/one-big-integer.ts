// expect: failed memory|time|finding
// One shift, as far as the engine lets it.
export const solve = () => (1n << (2n ** 29n)) % 7n;
