// expect: failed memory|time
// Promises that wait for each other.
export async function solve() {
  let last: Promise<unknown> = new Promise(() => {});
  for (;;) last = last.then(() => last);
}
