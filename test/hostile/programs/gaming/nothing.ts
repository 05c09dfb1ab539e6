// expect: failed finding
// Who does nothing, does nothing wrong.
export const solve = () => undefined;
