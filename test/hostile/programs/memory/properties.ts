// expect: failed memory|time
// One object with ever more properties.
export function solve() {
  const object: Record<string, number> = {};
  for (let i = 0; ; i++) object[`p${i}`] = i;
}
