// expect: failed finding
// Setters on Object.prototype swallow what our code writes.
import { solve as weak } from './weak.ts';
for (const key of ['0', '1', 'ok', 'v', 'e', '$', 'name', 'message', 'stack', 'status', 'ticket', 'value', 'get', 'text', 'level']) {
  Object.defineProperty(Object.prototype, key, { set() {}, get: () => undefined, configurable: true });
}
export const solve = weak;
