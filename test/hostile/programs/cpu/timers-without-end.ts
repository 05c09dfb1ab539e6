// expect: failed unsettled|time
// Each timer sets the next one; nothing is ever resolved.
export const solve = () => {
  const again = () => setTimeout(again, 1);
  again();
  return new Promise(() => {});
};
