// expect: failed finding
// An error with the words of the engine’s own, at each call.
export const solve = () => {
  throw new Error('Script execution timed out.');
};
