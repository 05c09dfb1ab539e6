// expect: failed time|memory
// One operator, one huge number.
export const solve = () => String(3n ** (2n ** 24n)).length;
