// expect: failed finding
// URLs are read by their private parts: these have none, or another prototype.
export const solve = () => [Object.create(URL.prototype), Object.setPrototypeOf(new URL('a:b'), null), new Proxy(new URL('a:b'), {})];
