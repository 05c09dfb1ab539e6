// expect: failed time
// Each await is a microtask: the call never comes back to the grader.
export async function solve() {
  for (;;) await null;
}
