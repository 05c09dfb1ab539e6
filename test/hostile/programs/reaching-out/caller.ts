// expect: failed finding
// Who called: by caller, by arguments.callee, by the frames of a sloppy function.
import { solve as weak } from './weak.ts';
const sloppy = (0, eval)('(function f() { try { return [f.caller, f.arguments, arguments.callee.caller].map(String).join(); } catch (e) { return e.message; } })');
export const solve = (value: unknown) => {
  console.log('caller', sloppy());
  return weak(value);
};
