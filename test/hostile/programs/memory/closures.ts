// expect: failed memory|time
// A chain of functions that hold on to each other.
export function solve() {
  let held: () => unknown = () => 0;
  for (;;) {
    const before = held;
    const padding = new Array(100).fill(0);
    held = () => [before, padding];
  }
}
