// expect: failed finding
// Frames of sloppy code give functions and receivers away.
import { solve as weak } from './weak.ts';
Error.stackTraceLimit = 100;
Error.prepareStackTrace = (_error, frames) => frames as never;
const sloppy = (0, eval)('(function () { return new Error("x").stack; })');
export const solve = (value: unknown) => {
  for (const frame of sloppy()) console.log('  at ' + frame, String(frame.getFunction?.()), String(frame.getThis?.()));
  return weak({ toString: () => (console.log(...sloppy().map((frame: any) => '  at ' + frame)), String(value)) } as never);
};
