// expect: failed syntax
// The engine’s own functions are behind a flag.
export const solve = () => %DebugPrint(4);
