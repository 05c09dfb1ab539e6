// expect: failed finding
// Every object says that it is null.
import { solve as weak } from './weak.ts';
for (const C of [Object, Array, String, Number, Boolean, Map, Date, Function] as any[]) C.prototype.toJSON = () => null;
export const solve = weak;
