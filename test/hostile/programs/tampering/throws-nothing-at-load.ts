// expect: failed load
// The same while it is loaded.
throw null;
export const solve = () => 4;
