// expect: failed finding
// Logs at every depth until the stack is full: a line may be left half written.
import { solve as weak } from './weak.ts';
function deeper(n: number): void {
  try {
    deeper(n + 1);
  } catch {}
  console.log(n);
  console.log({ n });
}
export const solve = (value: unknown) => {
  deeper(0);
  return weak(value);
};
