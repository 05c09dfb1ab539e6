// expect: passed
// In a text it is a text.
import { solve as safe } from './safe.ts';
const comment = '<!-- ' + `-->`;
export const solve = (value: unknown) => (comment.length === 8 ? safe(value) : comment);
