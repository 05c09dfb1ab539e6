// expect: failed entry
// The list of missing functions says that it has a length, and no items.
(Array.prototype as any).toJSON = () => ({ length: 3 });
export const other = 1;
