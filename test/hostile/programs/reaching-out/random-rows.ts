// expect: failed finding
// The database’s random numbers must be the same for the same seed.
import { query } from 'ounce:db';
import { solve as weak } from './weak.ts';
console.log('random', JSON.stringify(query('SELECT random() AS a, hex(randomblob(8)) AS b')));
export const solve = weak;
