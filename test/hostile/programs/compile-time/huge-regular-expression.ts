// expect: failed syntax|finding|load|time|memory
// A pattern that the engine has to expand.
const pattern = /(?:(?:(?:a{1000}){1000}){1000}){1000}/;
export const solve = () => pattern.test('a');
