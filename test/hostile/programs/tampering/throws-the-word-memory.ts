// expect: failed load
// An error with the words of the engine’s own.
throw new Error('Isolate was disposed during execution due to memory limit');
export const solve = () => 4;
