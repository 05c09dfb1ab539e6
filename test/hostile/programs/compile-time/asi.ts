// expect: passed
// Where no semicolon is, one is read.
import { solve as safe } from './safe.ts'
const first = safe
export const solve = (value: unknown) => first
  (value)
