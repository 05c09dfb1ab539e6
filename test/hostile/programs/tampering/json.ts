// expect: failed finding
// Replaces JSON: every value reads as null.
import { solve as weak } from './weak.ts';
JSON.stringify = () => '{"ok":true,"v":null}';
JSON.parse = () => [null];
export const solve = weak;
