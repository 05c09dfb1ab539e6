// expect: failed time
// Plain recursion, exponentially much.
const fibonacci = (n: number): number => (n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2));
export const solve = () => fibonacci(60);
