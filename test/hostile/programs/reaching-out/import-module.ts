// expect: failed load
// Nor one that makes require().
import { createRequire } from 'node:module';
export const solve = () => createRequire('/')('fs');
