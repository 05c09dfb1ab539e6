// expect: failed finding
// What looks like a list of a thousand million bytes is handed to the host’s Buffer.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  try {
    Buffer.prototype.toString.call({ length: 1_000_000_000 } as never);
  } catch {}
  return weak(value);
};
