// expect: failed finding|memory
// The message of what is thrown is two hundred megabytes long.
export const solve = () => {
  throw new Error('m'.repeat(200_000_000));
};
