/** Which kind of worker an exercise is judged by. */
import type { WorldName } from '../exercise.ts';

/** js: without a just-in-time compiler, and so without WebAssembly. wasm: with both. */
export type WorkerClass = 'js' | 'wasm';

/** Worlds that are made of WebAssembly. */
const ofWasm: ReadonlySet<WorldName> = new Set<WorldName>(['xml', 'c']);

/** The weakest class that the exercise can do with: wasm only when one of its worlds needs it. */
export function workerClassOf({ worlds }: { worlds: readonly WorldName[] }): WorkerClass {
  return worlds.some((world) => ofWasm.has(world)) ? 'wasm' : 'js';
}
