// expect: failed memory|time|finding
// Bytes stand outside of the engine’s heap.
export const solve = () => {
  const all: Uint8Array[] = [];
  for (let i = 0; i < 10_000; i++) all.push(new Uint8Array(1_000_000).fill(1));
  return all.length;
};
