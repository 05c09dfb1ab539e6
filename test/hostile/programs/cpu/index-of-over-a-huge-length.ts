// expect: failed time
// One built-in call of 2^53 steps: the engine does not look up from it.
export const solve = () => Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);
