// expect: passed
// Line ends that few editors show.
import { solve as safe } from './safe.ts';
const text = ' ';export const solve = (value: unknown) => (text ? safe(value) : text);
