// expect: failed output
// One object many times over: small here, huge as text.
export function solve() {
  let value: unknown = 'x'.repeat(1_000);
  for (let i = 0; i < 30; i++) value = [value, value];
  return value;
}
