// expect: failed finding
// Timers and promises are made with no stack left.
import { solve as weak } from './weak.ts';
let left = 0;
/** Calls itself until the stack is full, then acts on each of the last levels. */
function deeper(): void {
  try {
    deeper();
  } catch {
    left = 60;
  }
  if (left-- <= 0) return;
  try {
    setTimeout(() => {}, 1);
    queueMicrotask(() => {});
  } catch {}
}
export const solve = async (value: unknown) => {
  deeper();
  await new Promise((ok) => setTimeout(ok, 10));
  return weak(value);
};
