// expect: failed syntax
// Types that make code can’t be taken away.
enum Colour { Red }
export const solve = () => Colour.Red;
