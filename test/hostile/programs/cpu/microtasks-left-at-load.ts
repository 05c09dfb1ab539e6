// expect: failed time|memory
// The chain is started while the program is loaded.
const again = (): unknown => Promise.resolve().then(again);
void again();
export const solve = (n: number) => n * 2;
