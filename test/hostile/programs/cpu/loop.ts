// expect: failed time
// A loop that never ends.
export function solve() {
  for (;;);
}
