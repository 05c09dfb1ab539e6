/**
 * What Node gives every program and a bare isolate has not: URL, URLSearchParams, Buffer, TextEncoder, …
 * Parsing is done by the host's real implementations (src/worlds/platform.ts); here are the shapes around them.
 */
import { callHost } from './border.ts';
import { setBytesMaker, setUrlReader, textOf } from './codec.ts';
import { RealTypeError, RealUint8Array, isArray, setPrototypeOf } from './primordials.ts';

const scope = globalThis as unknown as Record<string, unknown>;
const ask = (name: string, ...values: unknown[]): unknown => callHost('ounce:platform', name, values);

export function installPlatform(): void {
  setBytesMaker((bytes) => setPrototypeOf(bytes, Buffer.prototype));
  setUrlReader(urlText);
  const all = { URL, URLSearchParams, Buffer, TextEncoder, TextDecoder, structuredClone, atob, btoa };
  const names = Object.keys(all) as (keyof typeof all)[];
  for (let i = 0; i < names.length; i++) {
    Object.defineProperty(scope, names[i]!, {
      value: all[names[i]!],
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
}

interface UrlParts {
  href: string;
  origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
}

/** The text of a URL, whose parts are private; undefined for any other object. */
let urlText: (value: object) => string | undefined;

class URL {
  #parts: UrlParts;
  #params: URLSearchParams | undefined;

  static {
    urlText = (value) => (#parts in value ? value.#parts.href : undefined);
  }

  constructor(input: unknown, base?: unknown) {
    this.#parts = ask(
      'parseUrl',
      `${input as string}`,
      base === undefined ? undefined : `${base as string}`,
    ) as UrlParts;
  }
  static canParse(input: unknown, base?: unknown): boolean {
    return URL.parse(input, base) !== null;
  }
  static parse(input: unknown, base?: unknown): URL | null {
    try {
      return new URL(input, base);
    } catch {
      return null;
    }
  }
  #set(name: keyof UrlParts, value: unknown): void {
    this.#parts = ask('setUrl', this.#parts.href, name, `${value as string}`) as UrlParts;
    this.#params?.replaceWith(this.#parts.search);
  }
  get href(): string {
    return this.#parts.href;
  }
  set href(value: unknown) {
    this.#set('href', value);
  }
  get origin(): string {
    return this.#parts.origin;
  }
  get protocol(): string {
    return this.#parts.protocol;
  }
  set protocol(value: unknown) {
    this.#set('protocol', value);
  }
  get username(): string {
    return this.#parts.username;
  }
  set username(value: unknown) {
    this.#set('username', value);
  }
  get password(): string {
    return this.#parts.password;
  }
  set password(value: unknown) {
    this.#set('password', value);
  }
  get host(): string {
    return this.#parts.host;
  }
  set host(value: unknown) {
    this.#set('host', value);
  }
  get hostname(): string {
    return this.#parts.hostname;
  }
  set hostname(value: unknown) {
    this.#set('hostname', value);
  }
  get port(): string {
    return this.#parts.port;
  }
  set port(value: unknown) {
    this.#set('port', value);
  }
  get pathname(): string {
    return this.#parts.pathname;
  }
  set pathname(value: unknown) {
    this.#set('pathname', value);
  }
  get search(): string {
    return this.#parts.search;
  }
  set search(value: unknown) {
    this.#set('search', value);
  }
  get hash(): string {
    return this.#parts.hash;
  }
  set hash(value: unknown) {
    this.#set('hash', value);
  }
  get searchParams(): URLSearchParams {
    return (this.#params ??= new URLSearchParams(this.#parts.search, (search) => {
      this.#parts = ask('setUrl', this.#parts.href, 'search', search) as UrlParts;
    }));
  }
  toString(): string {
    return this.#parts.href;
  }
  toJSON(): string {
    return this.#parts.href;
  }
}

class URLSearchParams {
  #pairs: [string, string][];
  readonly #changed: ((search: string) => void) | undefined;

  constructor(init?: unknown, changed?: (search: string) => void) {
    this.#changed = changed;
    this.#pairs = pairsOf(init);
  }
  replaceWith(search: string): void {
    this.#pairs = pairsOf(search);
  }
  #update(pairs: [string, string][]): void {
    this.#pairs = pairs;
    this.#changed?.(this.toString());
  }
  get size(): number {
    return this.#pairs.length;
  }
  get(name: unknown): string | null {
    return this.#pairs.find((pair) => pair[0] === `${name as string}`)?.[1] ?? null;
  }
  getAll(name: unknown): string[] {
    return this.#pairs.filter((pair) => pair[0] === `${name as string}`).map((pair) => pair[1]);
  }
  has(name: unknown, value?: unknown): boolean {
    return this.#pairs.some(
      (pair) => pair[0] === `${name as string}` && (value === undefined || pair[1] === `${value as string}`),
    );
  }
  append(name: unknown, value: unknown): void {
    this.#update([...this.#pairs, [`${name as string}`, `${value as string}`]]);
  }
  delete(name: unknown): void {
    this.#update(this.#pairs.filter((pair) => pair[0] !== `${name as string}`));
  }
  set(name: unknown, value: unknown): void {
    const key = `${name as string}`;
    const at = this.#pairs.findIndex((pair) => pair[0] === key);
    const others = this.#pairs.filter((pair, i) => pair[0] !== key || i === at);
    if (at < 0) this.#update([...others, [key, `${value as string}`]]);
    else this.#update(others.map((pair) => (pair[0] === key ? [key, `${value as string}`] : pair)));
  }
  sort(): void {
    this.#update([...this.#pairs].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)));
  }
  forEach(run: (value: string, name: string, params: URLSearchParams) => void): void {
    for (const [name, value] of this.#pairs) run(value, name, this);
  }
  *entries(): IterableIterator<[string, string]> {
    for (const [name, value] of this.#pairs) yield [name, value];
  }
  *keys(): IterableIterator<string> {
    for (const [name] of this.#pairs) yield name;
  }
  *values(): IterableIterator<string> {
    for (const [, value] of this.#pairs) yield value;
  }
  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
  toString(): string {
    return ask('searchText', this.#pairs) as string;
  }
}

function pairsOf(init: unknown): [string, string][] {
  if (init === undefined || init === null) return [];
  if (typeof init !== 'object') return ask('searchPairs', `${init as string}`) as [string, string][];
  const iterable = typeof (init as Iterable<unknown>)[Symbol.iterator] === 'function';
  const pairs = iterable ? Array.from(init as Iterable<[unknown, unknown]>) : Object.entries(init);
  return pairs.map(([name, value]) => [`${name as string}`, `${value as string}`]);
}

/** Node's Buffer, as far as text goes: encodings by the host's real one. */
class Buffer extends RealUint8Array {
  static override from(source: unknown, encoding?: unknown): Buffer {
    if (typeof source === 'string') return ask('bytesOf', source, encoding) as Buffer;
    if (source instanceof RealUint8Array || isArray(source)) return new Buffer(source as ArrayLike<number>);
    if (source instanceof ArrayBuffer) return new Buffer(source);
    throw new RealTypeError(
      'Buffer.from() needs a string, an array, an ArrayBuffer or bytes, got ' + textOf(typeof source, 20),
    );
  }
  static alloc(size: number, fill?: number): Buffer {
    const bytes = new Buffer(size);
    if (fill !== undefined) bytes.fill(fill);
    return bytes;
  }
  static isBuffer(value: unknown): boolean {
    return value instanceof Buffer;
  }
  static byteLength(text: unknown, encoding?: unknown): number {
    return typeof text === 'string' ? Buffer.from(text, encoding).length : (text as Uint8Array).byteLength;
  }
  static concat(list: readonly Uint8Array[]): Buffer {
    const all = new Buffer(list.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of list) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
  override toString(encoding?: unknown): string {
    return ask('textOf', this, encoding) as string;
  }
  equals(other: Uint8Array): boolean {
    return this.length === other.length && this.every((byte, i) => byte === other[i]);
  }
  toJSON(): { type: 'Buffer'; data: number[] } {
    return { type: 'Buffer', data: Array.from(this) };
  }
}

class TextEncoder {
  readonly encoding = 'utf-8';
  encode(text: unknown = ''): Uint8Array {
    return new RealUint8Array(Buffer.from(`${text as string}`));
  }
}

class TextDecoder {
  readonly encoding = 'utf-8';
  readonly #fatal: boolean;
  constructor(label: unknown = 'utf-8', options?: { fatal?: boolean }) {
    ask('checkDecoder', `${label as string}`);
    this.#fatal = options?.fatal === true;
  }
  decode(bytes?: unknown): string {
    return bytes === undefined ? '' : (ask('decodeUtf8', bytes, this.#fatal) as string);
  }
}

function structuredClone(value: unknown): unknown {
  return ask('echo', value);
}

function atob(text: unknown): string {
  return ask('atob', `${text as string}`) as string;
}

function btoa(text: unknown): string {
  return ask('btoa', `${text as string}`) as string;
}
