// expect: failed finding
// Bytes have another length, and no content.
import { solve as weak } from './weak.ts';
const typed = Object.getPrototypeOf(Uint8Array.prototype);
Object.defineProperty(typed, 'length', { get: () => 0 });
Object.defineProperty(typed, 'byteLength', { get: () => 0 });
(globalThis as any).Uint8Array = Array;
export const solve = weak;
