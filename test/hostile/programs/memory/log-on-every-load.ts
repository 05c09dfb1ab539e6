// expect: failed finding
// Each new start begins with full lines: together they are still within the caps.
import { solve as weak } from './weak.ts';
for (let i = 0; i < 60; i++) console.warn('w'.repeat(1_999));
export const solve = weak;
