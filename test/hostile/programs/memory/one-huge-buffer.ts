// expect: failed memory|finding
// Four gigabytes at once.
export const solve = () => new Uint8Array(2 ** 32).length;
