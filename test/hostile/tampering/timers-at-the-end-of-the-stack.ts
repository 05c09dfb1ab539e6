// expect: failed finding
// Timers and promises are made with no stack left.
import { solve as weak } from './weak.ts';
function deeper(): void {
  try {
    deeper();
  } catch {}
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
