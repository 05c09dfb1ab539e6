// expect: failed finding
// Object’s functions give nothing.
import { solve as weak } from './weak.ts';
for (const key of Object.getOwnPropertyNames(Object)) if (key !== 'prototype' && key !== 'length' && key !== 'name') (Object as any)[key] = () => ({});
export const solve = weak;
