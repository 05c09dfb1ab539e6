// expect: failed time
// A for-await loop over a generator without an end.
async function* numbers() {
  for (let i = 0; ; i++) yield i;
}
export async function solve() {
  let sum = 0;
  for await (const n of numbers()) sum += n;
  return sum;
}
