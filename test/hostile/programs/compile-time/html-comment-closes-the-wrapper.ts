// expect: failed syntax
// What a module reads as a comment, a script would read as code outside of the wrapper.
let x = 1;
x <!-- /*
; }); throw new Error('outside'); (function ($require, $export) {
*/ x;
export const solve = () => 4;
