// expect: failed finding
// Comments that engines and debuggers read.
export const solve = () => null;
//# sourceURL=/etc/passwd
//# sourceMappingURL=file:///etc/passwd
