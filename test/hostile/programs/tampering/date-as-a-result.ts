// expect: failed finding
// Dates that are none, and dates of no time.
export const solve = () => [Object.create(Date.prototype), new Date(NaN), new Date(8.64e15), Object.setPrototypeOf(new Date(0), Map.prototype)];
