// expect: failed syntax
// The same.
export * from './safe.ts';
