// expect: failed load
// Names that every object has.
import proto from '__proto__';
import hidden from 'constructor';
export const solve = () => [proto, hidden];
