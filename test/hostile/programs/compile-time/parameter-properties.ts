// expect: failed syntax
// The same.
class Box { constructor(public value: number) {} }
export const solve = (n: number) => new Box(n).value;
