// expect: failed finding
// Setters on Object.prototype swallow what our code writes.
import { solve as weak } from './weak.ts';
const descriptor = { __proto__: null, set() {}, get: () => undefined, configurable: true } as never;
for (const key of ['0', '1', 'ok', 'v', 'e', '$', 'name', 'message', 'stack', 'status', 'ticket', 'value', 'get', 'text', 'level']) {
  Object.defineProperty(Object.prototype, key, descriptor);
}
export const solve = weak;
