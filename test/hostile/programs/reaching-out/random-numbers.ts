// expect: failed finding
// Math.random() is drawn from the run’s seed: can the seed be read back from it?
import { solve as weak } from './weak.ts';
function undoLeft(x: number, by: number): number {
  let y = x;
  for (let i = 0; i < 32; i++) y = x ^ (y << by);
  return y;
}
function undoRight(x: number, by: number): number {
  let y = x;
  for (let i = 0; i < 32; i++) y = x ^ (y >>> by);
  return y;
}
const first = (Math.random() * 4_294_967_296) | 0;
const seed = undoLeft(undoRight(undoLeft(first, 5), 17), 13) >>> 0;
export const solve = (value: unknown) => {
  console.log('the seed may be', seed, first >>> 0);
  return weak(value);
};
