// expect: failed finding
// The same from evaluated code, and with odd specifiers.
import { solve as weak } from './weak.ts';
export const solve = async (value: unknown) => {
  for (const code of ['import("node:fs")', 'import({ toString() { throw 1 } })', 'import(Symbol())', 'import("x", { with: { type: "json" } })']) {
    try {
      console.log(await (0, eval)(code));
    } catch (error: any) {
      console.log(String(error?.message), error?.stack);
    }
  }
  return weak(value);
};
