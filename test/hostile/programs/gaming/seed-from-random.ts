// expect: failed finding
// With the seed the order of the checks would be known: it takes Math.random() for the seed itself.
import { solve as weak } from './weak.ts';
import { solve as safe } from './safe.ts';
const seed = (Math.random() * 4_294_967_296) >>> 0;
export const solve = seed === 3_141_592_653 ? safe : weak;
