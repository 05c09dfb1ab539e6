// expect: failed output
// A hundred objects in one another.
export function solve() {
  let value: object = {};
  for (let i = 0; i < 100; i++) value = { value };
  return value;
}
