// expect: failed memory|time
// The registry of symbols never forgets.
export function solve() {
  for (let i = 0; ; i++) Symbol.for(`${i}`.repeat(1_000));
}
