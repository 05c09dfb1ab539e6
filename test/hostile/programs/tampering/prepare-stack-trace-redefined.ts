// expect: failed finding
// Defined as an accessor, as a constant, and on what inherits from Error.
import { solve as weak } from './weak.ts';
for (const descriptor of [{ get: () => () => 'mine' }, { value: () => 'mine', writable: false }]) {
  for (const target of [Error, TypeError, Function.prototype, Object.prototype]) {
    try {
      Object.defineProperty(target, 'prepareStackTrace', { configurable: true, ...descriptor });
    } catch {}
  }
}
export const solve = (value: unknown) => {
  console.log(new Error('x').stack);
  console.log(new TypeError('x').stack);
  return weak(value);
};
