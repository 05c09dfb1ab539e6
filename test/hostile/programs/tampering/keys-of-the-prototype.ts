// expect: failed finding
// Keys that mean something to plain objects.
export const solve = () => JSON.parse('{"__proto__":{"status":"passed"},"constructor":{"prototype":{"polluted":1}},"toString":1,"valueOf":2,"then":3}');
