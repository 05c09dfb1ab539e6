// expect: failed finding
// Every name there is.
import { solve as weak } from './weak.ts';
const names = Reflect.ownKeys(globalThis).map(String);
const unwanted = names.filter((name) => /process|require|module|atomics|shared|webassembly|weakref|finalization|ivm|isolate|host|dispatch|inside/i.test(name));
export const solve = (value: unknown) => {
  console.log('unwanted:', unwanted.join());
  return weak(value);
};
