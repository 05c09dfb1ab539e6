// expect: failed finding
// Functions that our code calls back get arguments and a receiver.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  const told = function (this: unknown, ...values: unknown[]) {
    console.log(String(this), values.length, values.map((one) => typeof one).join());
  };
  new URLSearchParams('a=1').forEach(told as never);
  queueMicrotask(told);
  setTimeout(told, 1);
  new Promise(told);
  return weak(value);
};
