// expect: failed syntax
// The same where it is seen late.
export const solve = () => new (class { url = import.meta.url; })().url;
