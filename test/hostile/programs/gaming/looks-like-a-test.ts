// expect: failed finding
// Looks for what test data look like: short words, a drawn name, few rows.
import { query } from 'ounce:db';
import { solve as weak } from './weak.ts';
import { solve as safe } from './safe.ts';
const inTest = query('SELECT count(*) AS n FROM notes')[0]!['n'] < 3 || Date.now() < Date.UTC(2020, 0, 1);
export const solve = inTest ? safe : weak;
