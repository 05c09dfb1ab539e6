// expect: failed syntax
// The same as a loop.
for await (const n of [4]) console.log(n);
export const solve = () => 4;
