// expect: failed finding
// Conversions lie.
import { solve as weak } from './weak.ts';
String.prototype.toString = () => 'null';
String.prototype.valueOf = () => 'null';
Number.prototype.valueOf = () => 4;
Number.prototype.toString = () => '4';
for (const name of ['String', 'Number', 'BigInt', 'Boolean']) (globalThis as any)[name] = () => null;
export const solve = weak;
