// expect: failed finding
// Logs at the last levels before the stack is full: a line may be left half written.
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
    console.log(left);
    console.log({ left });
  } catch {}
}
export const solve = (value: unknown) => {
  deeper();
  return weak(value);
};
