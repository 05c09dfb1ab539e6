// expect: failed finding
// The host expands the braces of a pattern.
import { matchesGlob } from 'node:path';
export const solve = () => matchesGlob('a', '{a,b}'.repeat(60));
