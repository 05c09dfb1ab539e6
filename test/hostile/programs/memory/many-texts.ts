// expect: failed memory|time
// Ten thousand long texts, each of its own.
export const solve = () => {
  const all: string[] = [];
  for (let i = 0; ; i++) all.push(`${i}`.padEnd(1_000_000, 'ab'));
};
