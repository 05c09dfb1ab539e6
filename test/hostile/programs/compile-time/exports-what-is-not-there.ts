// expect: failed syntax
// An export without a binding.
export { solve };
