// expect: failed syntax
// Said to be unsupported, with its place.
export { solve } from './safe.ts';
