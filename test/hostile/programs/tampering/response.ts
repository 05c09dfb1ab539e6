// expect: failed finding
// A hidden result: functions, symbols and circles arrive as opaque values.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  const result: any = { value: weak(value) };
  result.self = result;
  result.call = () => result;
  return result;
};
