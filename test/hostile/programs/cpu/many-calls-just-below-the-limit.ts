// expect: failed time
// Each call is allowed, all together are not.
import { solve as safe } from './safe.ts';
export function solve(value: unknown) {
  let n = 0;
  for (let i = 0; i < 30_000_000; i++) n += i % 7;
  return n > 0 ? safe(value) : n;
}
