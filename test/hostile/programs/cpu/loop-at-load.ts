// expect: failed time
// The loop runs before anything is exported.
for (;;);
export function solve() {}
