// expect: failed entry
// Calls the wrapper’s own functions: what is exported first would be what counts.
declare const $export: any;
try {
  $export({ get solve() { return 5; } });
} catch {}
export const solve = (n: number) => n * 2;
