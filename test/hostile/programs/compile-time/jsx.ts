// expect: failed syntax
// Markup in code.
export const solve = () => <b>4</b>;
