// expect: failed output
// The map grows while it is read.
export function solve() {
  const map = new Map<unknown, unknown>();
  map.set(0, { get more() { map.set(map.size, this); return 1; } });
  return map;
}
