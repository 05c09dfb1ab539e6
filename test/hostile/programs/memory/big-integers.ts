// expect: failed memory|time
// Plain growth of a list of big numbers.
export function solve() {
  const all: bigint[] = [];
  for (let i = 0; ; i++) all.push(1n << BigInt(100_000 + i));
}
