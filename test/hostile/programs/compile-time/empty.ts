// expect: failed entry
// No program at all.
