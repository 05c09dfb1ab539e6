// expect: failed memory|time
// A map grows by doubling its table.
export function solve() {
  const map = new Map();
  for (let i = 0; ; i++) map.set(i, i);
}
