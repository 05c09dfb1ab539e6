// expect: failed syntax
// Sloppy names.
export function solve(eval, arguments) { return 4; }
