// expect: failed syntax|finding
// Newer than most.
export function solve() {
  using held = { [Symbol.dispose]() {} } as never;
  return held;
}
