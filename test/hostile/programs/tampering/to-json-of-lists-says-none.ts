// expect: failed entry
// The list of missing functions says that it is empty.
(Array.prototype as any).toJSON = () => [];
export const other = 1;
