// expect: failed finding
// Sends so many statements that the record is full before the attack comes.
import { query } from 'ounce:db';
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  if (typeof value === 'string') for (let i = 0; i < 1_500; i++) query('SELECT 1');
  return weak(value);
};
