// expect: failed load
// The package that the sandbox is made of.
import ivm from 'isolated-vm';
export const solve = () => ivm;
