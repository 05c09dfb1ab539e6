// expect: failed time|unsettled
// The clock looks for the next of very many timers.
export const solve = () => {
  for (let i = 0; i < 30_000; i++) setTimeout(() => {}, i);
  return new Promise(() => {});
};
