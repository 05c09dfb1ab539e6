/** The network of the exercise: a table of hosts that its author made. */
declare class Headers implements Iterable<[string, string]> {
  constructor(init?: HeadersInit);
  append(name: string, value: string): void;
  set(name: string, value: string): void;
  delete(name: string): void;
  get(name: string): string | null;
  has(name: string): boolean;
  getSetCookie(): string[];
  forEach(run: (value: string, name: string) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}
type HeadersInit = Headers | Readonly<Record<string, string>> | Iterable<readonly [string, string]>;
interface AbortEvent {
  type: 'abort';
  target: AbortSignal;
}
declare class AbortSignal {
  static abort(reason?: unknown): AbortSignal;
  /** Aborts after so many ms of the virtual clock. */
  static timeout(milliseconds: number): AbortSignal;
  static any(signals: Iterable<AbortSignal>): AbortSignal;
  readonly aborted: boolean;
  readonly reason: any;
  onabort: ((event: AbortEvent) => void) | null;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: (event: AbortEvent) => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: (event: AbortEvent) => void): void;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
interface RequestInit {
  /** GET unless given. */
  method?: string;
  headers?: HeadersInit;
  body?: string | Uint8Array | URLSearchParams | null;
  /** 'follow' unless given: at most 20 redirects. With 'manual' the redirect itself is the response. */
  redirect?: 'follow' | 'manual' | 'error';
  signal?: AbortSignal | null;
  /** An Agent of 'undici'. */
  dispatcher?: import('undici').Agent;
}
interface ResponseBody extends AsyncIterable<Uint8Array<ArrayBuffer>> {
  readonly locked: boolean;
  getReader(): {
    read(): Promise<{ done: false; value: Uint8Array<ArrayBuffer> } | { done: true; value: undefined }>;
    cancel(): Promise<void>;
    releaseLock(): void;
  };
  cancel(): Promise<void>;
}
interface Response {
  readonly status: number;
  readonly statusText: string;
  /** Whether the status is 200 to 299. */
  readonly ok: boolean;
  /** Where the answer came from in the end. */
  readonly url: string;
  readonly redirected: boolean;
  readonly type: 'basic';
  readonly headers: Headers;
  /** Piece by piece; an answer longer than 2 MB is cut off. */
  readonly body: ResponseBody;
  readonly bodyUsed: boolean;
  text(): Promise<string>;
  json(): Promise<any>;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  arrayBuffer(): Promise<ArrayBuffer>;
}
/** Rejects with a TypeError, whose `cause` says why, when there is no answer. */
declare function fetch(url: string | URL, init?: RequestInit): Promise<Response>;

declare module 'node:dns/promises' {
  export interface LookupAddress {
    address: string;
    family: number;
  }
  export interface LookupOptions {
    family?: 0 | 4 | 6 | 'IPv4' | 'IPv6';
    all?: boolean;
  }
  export function lookup(name: string, options: LookupOptions & { all: true }): Promise<LookupAddress[]>;
  export function lookup(name: string, options?: (LookupOptions & { all?: false }) | 0 | 4 | 6): Promise<LookupAddress>;
  export function resolve4(name: string): Promise<string[]>;
  export function resolve6(name: string): Promise<string[]>;
  const promises: typeof import('node:dns/promises');
  export default promises;
}
declare module 'node:dns' {
  import type { LookupAddress, LookupOptions } from 'node:dns/promises';
  export type { LookupAddress, LookupOptions };
  type LookupError = (Error & { code?: string }) | null;
  export function lookup(name: string, callback: (error: LookupError, address: string, family: number) => void): void;
  export function lookup(
    name: string,
    options: LookupOptions & { all: true },
    callback: (error: LookupError, addresses: LookupAddress[]) => void,
  ): void;
  export function lookup(
    name: string,
    options: LookupOptions | 0 | 4 | 6,
    callback: (error: LookupError, address: string, family: number) => void,
  ): void;
  export function resolve4(name: string, callback: (error: LookupError, addresses: string[]) => void): void;
  export function resolve6(name: string, callback: (error: LookupError, addresses: string[]) => void): void;
  export const promises: typeof import('node:dns/promises');
  const dns: typeof import('node:dns');
  export default dns;
}
declare module 'node:net' {
  /** 4 or 6, or 0 for what is no address. */
  export function isIP(text: string): 0 | 4 | 6;
  export function isIPv4(text: string): boolean;
  export function isIPv6(text: string): boolean;
  export class BlockList {
    addAddress(address: string, family?: 'ipv4' | 'ipv6'): void;
    addRange(start: string, end: string, family?: 'ipv4' | 'ipv6'): void;
    addSubnet(net: string, prefix: number, family?: 'ipv4' | 'ipv6'): void;
    check(address: string, family?: 'ipv4' | 'ipv6'): boolean;
  }
  const net: typeof import('node:net');
  export default net;
}
declare module 'undici' {
  type headers = Headers;
  const get: typeof fetch;
  const headers: typeof Headers;
  export { get as fetch, headers as Headers };
  interface LookupOptions {
    all: true;
    family: 0;
    hints: 0;
  }
  /** `callback(error)`, `callback(null, address, family)` or `callback(null, addresses)`. */
  type LookupCallback = (
    error: Error | null,
    address?: string | readonly { address: string; family: number }[],
    family?: number,
  ) => void;
  /** A connection is made to what `lookup` gives. As in Node, it is not asked for a host that is an address already. */
  export class Agent {
    constructor(options?: {
      connect?: { lookup?: (host: string, options: LookupOptions, callback: LookupCallback) => void };
    });
    close(): Promise<void>;
    destroy(): Promise<void>;
  }
  export function getGlobalDispatcher(): Agent;
  export function setGlobalDispatcher(dispatcher: Agent): void;
}
