// expect: failed finding|time|memory
// Four thousand million separators.
export const solve = () => new Array(2 ** 32 - 1).join('').length;
