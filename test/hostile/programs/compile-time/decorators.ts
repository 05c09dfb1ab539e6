// expect: failed syntax
// The engine has none.
const mark = (value: unknown) => value;
@mark class Box {}
export const solve = () => new Box();
