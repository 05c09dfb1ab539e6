// expect: failed finding
// Numbers of 64 bits can’t be mixed with others.
export const solve = () => [new BigInt64Array([1n, -1n]), new BigUint64Array(2)];
