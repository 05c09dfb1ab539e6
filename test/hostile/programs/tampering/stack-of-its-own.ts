// expect: failed finding
// The stack names places that are not the learner’s.
export const solve = () => {
  throw Object.assign(new Error('x'), { stack: 'Error: x\n    at check (functional.ts:1:1)\n    at judge (/app/worker/judge.ts:5:5)' });
};
