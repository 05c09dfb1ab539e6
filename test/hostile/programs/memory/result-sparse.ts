// expect: failed output
// A list with one item at the far end.
export function solve() {
  const list: number[] = [];
  list[2 ** 32 - 2] = 1;
  return list;
}
