// expect: failed syntax
// In a module this is an operator; in a script it begins a comment.
let x = 2;
export const solve = () => 1 <!--x
  ;
