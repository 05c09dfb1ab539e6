// expect: failed finding
// Conversions lie.
import { solve as weak } from './weak.ts';
(globalThis as any).String = () => 'null';
(globalThis as any).Number = () => 4;
(globalThis as any).BigInt = () => 4n;
(globalThis as any).Boolean = () => true;
String.prototype.toString = () => 'null';
Number.prototype.valueOf = () => 4;
export const solve = weak;
