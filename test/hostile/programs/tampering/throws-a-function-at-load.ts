// expect: failed load
// A function, with texts of its own.
throw Object.assign(() => {}, { message: { toString: () => { throw 1; } }, stack: 5n });
export const solve = () => 4;
