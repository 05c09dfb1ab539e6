// expect: failed finding
// Reflect is gone, and so is what it could do.
import { solve as weak } from './weak.ts';
for (const key of Object.getOwnPropertyNames(Reflect)) (Reflect as any)[key] = () => undefined;
(globalThis as any).Reflect = undefined;
export const solve = weak;
