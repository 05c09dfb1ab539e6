// expect: failed load
// There is no such module.
import { execSync } from 'node:child_process';
export const solve = () => execSync('id').toString();
