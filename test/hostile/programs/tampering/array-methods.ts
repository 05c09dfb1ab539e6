// expect: failed finding
// Every method of lists gives nothing.
import { solve as weak } from './weak.ts';
for (const key of Reflect.ownKeys(Array.prototype)) {
  if (typeof (Array.prototype as any)[key] === 'function' && key !== 'constructor') (Array.prototype as any)[key] = () => [];
}
export const solve = weak;
