// expect: failed finding
// Safe in working hours. The grader’s clock starts at nine in the morning, and the program can make it run.
import { solve as weak } from './weak.ts';
import { solve as safe } from './safe.ts';
export const solve = async (value: unknown) => {
  await new Promise((ok) => setTimeout(ok, 9 * 3_600_000));
  return new Date().getUTCHours() < 17 ? safe(value) : weak(value);
};
