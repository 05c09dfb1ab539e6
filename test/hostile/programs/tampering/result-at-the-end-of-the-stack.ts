// expect: failed finding|output
// A getter of the result fills the stack.
export const solve = () => {
  const deep: any = { get a() { return deep.a; } };
  return { deep, get list() { return [deep.a]; } };
};
