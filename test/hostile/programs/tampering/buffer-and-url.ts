// expect: failed finding
// The platform’s classes answer nonsense.
import { solve as weak } from './weak.ts';
(Buffer as any).from = () => ({});
Buffer.prototype.toString = () => 'nothing';
(URL as any).prototype.toString = () => 'nothing';
TextDecoder.prototype.decode = () => 'nothing';
export const solve = weak;
