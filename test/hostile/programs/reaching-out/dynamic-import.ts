// expect: failed finding
// import() as an expression.
import { solve as weak } from './weak.ts';
export const solve = async (value: unknown) => {
  for (const name of ['node:fs', 'fs', 'isolated-vm', './solution.ts', './weak.ts', 'data:text/javascript,export default 1', 'file:///etc/passwd', '/etc/passwd', 'ounce:db']) {
    try {
      console.log(name, await import(name));
    } catch (error: any) {
      console.log(name, error?.message, error?.stack);
    }
  }
  return weak(value);
};
