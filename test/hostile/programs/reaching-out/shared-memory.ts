// expect: failed finding
// Shared memory would make a clock, weak references a view of the heap.
import { solve as weak } from './weak.ts';
const g: any = globalThis;
export const solve = (value: unknown) => {
  for (const get of [
    () => new g.SharedArrayBuffer(8),
    () => new g.WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer,
    () => Object.getPrototypeOf(new Uint8Array(1).buffer).constructor(8),
    () => new (Reflect.getPrototypeOf(ArrayBuffer) as any)('return 1'),
    () => new g.WeakRef({}),
    () => g.Atomics.wait,
  ]) {
    try {
      console.log('got', Object.prototype.toString.call(get()));
    } catch (error: any) {
      console.log('refused', error.message);
    }
  }
  return weak(value);
};
