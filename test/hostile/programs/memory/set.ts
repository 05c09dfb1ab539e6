// expect: failed memory|time
// A set does the same.
export function solve() {
  const set = new Set();
  for (let i = 0; ; i++) set.add(i + 0.5);
}
