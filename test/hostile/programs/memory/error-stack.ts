// expect: failed finding|memory
// The stack is what the program says.
export const solve = () => {
  throw Object.assign(new Error('x'), { stack: 'at solve (solution.ts:1:1)\n'.repeat(1_000_000) });
};
