// expect: failed load
// Every property is a trap that throws.
throw new Proxy(() => {}, { get() { throw null; }, getPrototypeOf() { throw null; }, ownKeys() { throw null; } });
export const solve = () => 4;
