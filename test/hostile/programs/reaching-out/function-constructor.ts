// expect: failed finding
// Function reaches the global object, and there is nothing there.
import { solve as weak } from './weak.ts';
const scope = (solve as any).constructor('return this')();
for (const name of ['process', 'require', 'module', 'global', 'ivm', 'isolated', 'dispatch', 'inside', 'Deno', 'Bun']) console.log(name, typeof scope[name]);
export function solve(value: unknown) {
  return weak(value);
}
