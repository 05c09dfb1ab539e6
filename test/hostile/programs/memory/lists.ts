// expect: failed memory|time
// A list of lists without an end.
export function solve() {
  const all: unknown[] = [];
  for (;;) all.push(new Array(1_000).fill(all.length));
}
