// expect: failed syntax
// The same with the brackets that the wrapper uses.
})(() => 0, () => 0); (function ($require, $export) {
export const solve = () => 4;
