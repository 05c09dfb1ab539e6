// expect: failed finding
// Another realm would have a Date of its own.
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  const g: any = globalThis;
  for (const name of ['ShadowRealm', 'Realm', 'Compartment', 'document', 'importScripts', 'Worker', 'gc', 'd8', 'print', 'load', 'fetch', 'XMLHttpRequest', 'WebSocket'])
    console.log(name, typeof g[name]);
  return weak(value);
};
