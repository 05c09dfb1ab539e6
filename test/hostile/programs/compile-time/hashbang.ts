#!/usr/bin/env node
// expect: passed
// A first line for the shell is no code.
import { solve as safe } from './safe.ts';
export const solve = safe;
