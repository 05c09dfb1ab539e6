// expect: failed syntax
// The same.
namespace Inner { export const four = 4; }
export const solve = () => Inner.four;
