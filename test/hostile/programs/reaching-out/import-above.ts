// expect: failed load
// A file above the solution.
import judge from '../../sandbox/src/worker/judge.ts';
export const solve = () => judge;
