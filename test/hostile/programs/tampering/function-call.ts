// expect: failed finding
// call, apply and bind do nothing.
import { solve as weak } from './weak.ts';
Function.prototype.call = () => null as never;
Function.prototype.apply = () => null as never;
Function.prototype.bind = () => () => null as never;
export const solve = weak;
