// expect: failed finding
// The constructors of async functions and generators.
import { solve as weak } from './weak.ts';
const constructors = [async () => {}, function* () {}, async function* () {}].map((f) => f.constructor as any);
export const solve = async (value: unknown) => {
  for (const C of constructors) console.log(String(await new C('yield', 'return typeof process + typeof require')().next?.() ?? ''));
  return weak(value);
};
