/** What every program in an exercise has, beyond the language itself. */
declare const console: Record<'log' | 'info' | 'warn' | 'error' | 'debug', (...values: unknown[]) => void>;
declare function setTimeout(run: (...values: any[]) => void, milliseconds?: number, ...values: unknown[]): number;
declare function setInterval(run: (...values: any[]) => void, milliseconds?: number, ...values: unknown[]): number;
declare function setImmediate(run: (...values: any[]) => void, ...values: unknown[]): number;
declare function clearTimeout(id: number | undefined): void;
declare function clearInterval(id: number | undefined): void;
declare function clearImmediate(id: number | undefined): void;
declare function queueMicrotask(run: () => void): void;
declare function structuredClone<T>(value: T): T;
declare function atob(text: string): string;
declare function btoa(text: string): string;
declare class TextEncoder {
  encode(text?: string): Uint8Array;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean });
  decode(bytes?: Uint8Array): string;
}
interface Buffer extends Uint8Array<ArrayBuffer> {
  toString(encoding?: string): string;
  equals(other: Uint8Array): boolean;
  subarray(start?: number, end?: number): Buffer;
  slice(start?: number, end?: number): Buffer;
}
declare const Buffer: {
  new (bytes: ArrayLike<number>): Buffer;
  from(source: string | ArrayLike<number> | ArrayBuffer, encoding?: string): Buffer;
  alloc(size: number, fill?: number): Buffer;
  isBuffer(value: unknown): value is Buffer;
  byteLength(text: string | Uint8Array, encoding?: string): number;
  concat(list: readonly Uint8Array[]): Buffer;
};
declare class URLSearchParams implements Iterable<[string, string]> {
  constructor(init?: string | Record<string, string> | Iterable<[string, string]>);
  readonly size: number;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  append(name: string, value: string): void;
  delete(name: string): void;
  set(name: string, value: string): void;
  sort(): void;
  forEach(run: (value: string, name: string) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
  toString(): string;
}
declare class URL {
  constructor(input: string | URL, base?: string | URL);
  static canParse(input: string | URL, base?: string | URL): boolean;
  static parse(input: string | URL, base?: string | URL): URL | null;
  href: string;
  readonly origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
  readonly searchParams: URLSearchParams;
  toString(): string;
  toJSON(): string;
}
declare module 'node:buffer' {
  type buffer = Buffer;
  const buffer: typeof Buffer;
  export { buffer as Buffer };
}
declare module 'node:url' {
  type url = URL;
  type params = URLSearchParams;
  const url: typeof URL;
  const params: typeof URLSearchParams;
  export { url as URL, params as URLSearchParams };
  export function fileURLToPath(url: string | URL): string;
  export function pathToFileURL(path: string): URL;
}
declare module 'node:path' {
  export const sep: string;
  export const delimiter: string;
  export function basename(path: string, suffix?: string): string;
  export function dirname(path: string): string;
  export function extname(path: string): string;
  export function format(parts: { root?: string; dir?: string; base?: string; ext?: string; name?: string }): string;
  export function isAbsolute(path: string): boolean;
  export function join(...parts: string[]): string;
  export function matchesGlob(path: string, pattern: string): boolean;
  export function normalize(path: string): string;
  export function parse(path: string): { root: string; dir: string; base: string; ext: string; name: string };
  export function relative(from: string, to: string): string;
  export function resolve(...parts: string[]): string;
  export const posix: typeof import('node:path');
  const path: typeof import('node:path');
  export default path;
}
