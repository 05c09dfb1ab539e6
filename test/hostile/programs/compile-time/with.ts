// expect: failed syntax
// Modules are strict.
export function solve() { with (globalThis) return 4; }
