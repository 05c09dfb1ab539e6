// expect: failed finding
// The words by which the border tells that a program is waiting.
let n = 0;
export const solve = () => ['PENDING', 'WAITING', 'UNSETTLED'][n++ % 3];
