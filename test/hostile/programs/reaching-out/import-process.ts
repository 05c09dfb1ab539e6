// expect: failed load
// Nor this one.
import process from 'node:process';
export const solve = () => process.env;
