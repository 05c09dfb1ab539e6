// expect: failed load
// Nobody handles it, and the program is not loaded yet.
void Promise.reject(new TypeError('nobody listens'));
export const solve = (n: number) => n * 2;
