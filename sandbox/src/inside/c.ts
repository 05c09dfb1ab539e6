/**
 * C programs in the isolate: WebAssembly with the checking runtime linked in. There is no other learner's code in the
 * isolate of such a program, and a module reaches nothing but its own memory and the two functions that it is given.
 */
import { indexKind, reportOf, trapOf, type ReportFacts } from './c-reports.ts';
import { callHost } from './border.ts';

interface Exports {
  memory: { buffer: ArrayBuffer };
  malloc(size: number): number;
  free(block: number): void;
  __ounce_start(): void;
  __wasm_call_ctors(): void;
  [name: string]: unknown;
}

interface Engine {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: Record<string, Record<string, unknown>>) => { exports: Exports };
}

/** What the compiler tells of a program. lines: address, file (an index, -1 for none), line and column, one after another. */
interface Facts {
  lines: number[];
  files: string[];
  entry: string[];
}

type Callable = (...values: unknown[]) => unknown;

// Taken before it is deleted; undefined in an isolate that has none.
const engine = (globalThis as unknown as { WebAssembly?: Engine }).WebAssembly;
const mostOutBytes = 256 * 1024;

/** The module that a compiled program asks for. */
export function makeCModule(): Record<string, unknown> {
  return {
    load: (base64: string, facts: Facts): Record<string, Callable> => {
      if (!engine) throw new Error('There is no WebAssembly here');
      Error.stackTraceLimit = 100;
      const program = new CProgram(engine, new engine.Module(bytesOf(base64)), facts);
      const exported: Record<string, Callable> = {};
      for (const name of facts.entry) if (program.has(name)) exported[name] = (...values) => program.call(name, values);
      return exported;
    },
  };
}

class CProgram {
  readonly #engine: Engine;
  readonly #module: object;
  readonly #facts: Facts;
  #exports: Exports | undefined;

  constructor(wasm: Engine, module: object, facts: Facts) {
    this.#engine = wasm;
    this.#module = module;
    this.#facts = facts;
    this.#exports = this.#start();
  }

  has(name: string): boolean {
    return typeof this.#exports?.[name] === 'function';
  }

  /** Texts and bytes become blocks of exactly their size, which are the caller's: freed when the function is back. */
  call(name: string, values: readonly unknown[]): unknown {
    const exports = (this.#exports ??= this.#start());
    const blocks: number[] = [];
    const out: { block: number; size: number }[] = [];
    const place = (bytes: Uint8Array): number => {
      const block = exports.malloc(bytes.length);
      if (block === 0) throw new RangeError('There is no memory for the arguments');
      new Uint8Array(exports.memory.buffer).set(bytes, block);
      blocks.push(block);
      return block;
    };
    const placeOut = (bytes: Uint8Array): number => {
      const block = place(bytes);
      out.push({ block, size: bytes.length });
      return block;
    };
    try {
      const args = values.map((value) => argumentOf(value, place, placeOut));
      const value = (exports[name] as Callable)(...args);
      const filled = out.map(({ block, size }) => new Uint8Array(exports.memory.buffer.slice(block, block + size)));
      for (const block of blocks) exports.free(block);
      return out.length > 0 ? { value, out: filled } : value;
    } catch (error) {
      // A program that was stopped half way is in no state to go on.
      this.#exports = undefined;
      throw this.#told(error);
    }
  }

  #start(): Exports {
    // A cell: the functions are given before there is a memory to read.
    const cell: { exports?: Exports } = {};
    const bytes = (from: number, most: number): Uint8Array => {
      const { buffer } = cell.exports!.memory;
      return new Uint8Array(buffer, from >>> 0, Math.min(most, buffer.byteLength - (from >>> 0)));
    };
    const report = (kind: number, write: number, size: number, block: number, offset: number): never => {
      const typeName = kind === indexKind ? textAt(bytes(block, 80)) : '';
      const told = { kind, write: write !== 0, size: size >>> 0, block: block >>> 0, offset, typeName };
      // An error, for the engine to note where it came from.
      throw Object.assign(new Error(), { reported: reportOf(told) });
    };
    const log = (from: number, length: number): void => {
      console.log(new TextDecoder().decode(bytes(from, length)).replace(/\n$/, ''));
    };
    const { exports } = new this.#engine.Instance(this.#module, { ounce: { report, log } });
    cell.exports = exports;
    exports.__ounce_start();
    exports.__wasm_call_ctors();
    return exports;
  }

  /** The error for the caller, and the world's record of it. */
  #told(error: unknown): unknown {
    if (!(error instanceof Error)) return error;
    const { reported } = error as { reported?: ReportFacts };
    const fromEngine = error.name === 'RuntimeError' || error.message.includes('call stack');
    const facts = reported ?? (fromEngine ? trapOf(error.message) : undefined);
    if (!facts) return error;
    const place = this.#placeOf(error.stack ?? '');
    callHost('ounce:c', 'report', [{ ...facts, ...place }]);
    const stack = place ? `at ${place.file}:${place.line}:${place.column}\n` : '';
    return Object.assign(new Error(facts.message), { name: facts.kind, stack });
  }

  /** The innermost frame that comes from the learner's source. Frames of a module end in their offset. */
  #placeOf(stack: string): { file: string; line: number; column: number } | undefined {
    const { lines, files } = this.#facts;
    for (const [, offset] of stack.matchAll(/wasm-function\[\d+\]:0x([0-9a-f]+)/g)) {
      const row = rowAt(lines, parseInt(offset!, 16));
      const file = files[lines[row + 1] ?? -1];
      if (file !== undefined) return { file, line: Math.max(1, lines[row + 2]!), column: Math.max(1, lines[row + 3]!) };
    }
    return undefined;
  }
}

/** Where the last row begins whose address is not behind this one; -4 when there is none. */
function rowAt(lines: readonly number[], address: number): number {
  let low = 0;
  let high = lines.length / 4;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle * 4]! <= address) low = middle + 1;
    else high = middle;
  }
  return (low - 1) * 4;
}

/** Up to the zero. */
function textAt(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return String.fromCharCode(...bytes.subarray(0, end < 0 ? bytes.length : end));
}

function argumentOf(
  value: unknown,
  place: (bytes: Uint8Array) => number,
  placeOut: (bytes: Uint8Array) => number,
): unknown {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'string') return place(new TextEncoder().encode(`${value}\0`));
  if (value instanceof Uint8Array) return place(value);
  const { out, inout } = (value ?? {}) as { out?: unknown; inout?: unknown };
  if (typeof out === 'number' && out >= 0 && out <= mostOutBytes) return placeOut(new Uint8Array(out).fill(0xbe));
  if (inout instanceof Uint8Array) return placeOut(inout);
  if (value === null || value === undefined) return 0;
  throw new TypeError('A C function takes numbers, texts, bytes and buffers');
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function bytesOf(base64: string): Uint8Array {
  const values = new Uint8Array(128);
  for (let i = 0; i < 64; i++) values[digits.charCodeAt(i)] = i;
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((base64.length / 4) * 3 - padding);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    bits = ((bits << 6) | values[base64.charCodeAt(i)]!) & 0xffffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at++] = bits >> held;
  }
  return bytes;
}
