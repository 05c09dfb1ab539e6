// expect: failed finding
// The wrapper’s argument, called with odd names.
import { solve as weak } from './weak.ts';
const require = arguments[0];
for (const name of ['__proto__', 'constructor', {}, null, Symbol('x'), './solution.ts', '../../x', { toString: () => 'ounce:db' }]) {
  try {
    require(name, ['x', Symbol('y')]);
  } catch {}
  try {
    require(name, null);
  } catch {}
}
export const solve = weak;
