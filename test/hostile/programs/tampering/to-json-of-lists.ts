// expect: failed entry
// The list of missing functions says that it is a text, which the grader then takes for a list.
(Array.prototype as any).toJSON = () => 'abc';
export const other = 1;
