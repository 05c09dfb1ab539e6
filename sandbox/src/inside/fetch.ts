/** `fetch` as Node has it, with undici's Agent: redirects and names here, connections and answers by the host. */
import type { AbortSignal } from './abort.ts';
import { callHost } from './border.ts';
import { addressesOf, type Address } from './dns.ts';
import { after } from './environment.ts';
import { isIP } from './block-list.ts';
import { Headers } from './headers.ts';
import { RealError, RealPromise, RealTypeError, RealUint8Array, put } from './primordials.ts';
import { Response, type Head } from './response.ts';
import { turn } from './turns.ts';

const mostRedirects = 20;

type Lookup = (
  host: string,
  options: { all: true; family: 0; hints: 0 },
  callback: (error: Error | null | undefined, address?: unknown, family?: number) => void,
) => void;

let lookupOf: (agent: unknown) => Lookup | undefined;

/** undici's, as far as the lookup goes. As in Node it is not asked when the host is an address already. */
export class Agent {
  readonly #lookup: Lookup | undefined;

  static {
    lookupOf = (agent) => {
      if (typeof agent === 'object' && agent !== null && #lookup in agent) return agent.#lookup;
      throw new RealTypeError('The dispatcher must be an Agent');
    };
  }

  constructor(options?: { connect?: { lookup?: Lookup } }) {
    if (typeof options?.connect === 'function')
      throw new RealTypeError('connect must be an object here, with a lookup in it');
    const lookup = options?.connect?.lookup;
    if (lookup !== undefined && typeof lookup !== 'function') throw new RealTypeError('lookup must be a function');
    this.#lookup = lookup;
  }
  async close(): Promise<void> {}
  async destroy(): Promise<void> {}
}

let globalDispatcher: unknown = new Agent();

export function getGlobalDispatcher(): unknown {
  return globalDispatcher;
}

export function setGlobalDispatcher(agent: unknown): void {
  lookupOf(agent);
  globalDispatcher = agent;
}

interface Request {
  url: URL;
  method: string;
  headers: Headers;
  body: string | Uint8Array | undefined;
  redirect: unknown;
  signal: AbortSignal | undefined;
  lookup: Lookup | undefined;
}

export async function fetch(input: unknown, init?: unknown): Promise<Response> {
  const request = requestOf(input, (init ?? {}) as Record<string, unknown>);
  for (let hop = 0; ; hop++) {
    const head = await exchange(request, hop);
    const location = [301, 302, 303, 307, 308].includes(head.status) ? head.headers.get('location') : null;
    if (location === null || request.redirect === 'manual')
      return new Response(head, request.url.href, hop > 0, request.signal);
    if (request.redirect === 'error') throw failed(new RealError('unexpected redirect'));
    if (hop === mostRedirects) throw failed(new RealError('redirect count exceeded'));
    follow(request, head.status, location);
  }
}

function requestOf(input: unknown, init: Record<string, unknown>): Request {
  const url = URL.parse(`${input as string}`);
  if (url === null) throw new RealTypeError(`Failed to parse URL from ${input as string}`);
  if (url.username !== '' || url.password !== '')
    throw new RealTypeError(`Request cannot be constructed from a URL that includes credentials: ${url.href}`);
  const method = `${(init['method'] ?? 'GET') as string}`;
  const request: Request = {
    url,
    method: /^(?:get|head|post|put|delete|options|patch)$/i.test(method) ? method.toUpperCase() : method,
    headers: new Headers(init['headers']),
    body: undefined,
    redirect: oneOf(init['redirect'] ?? 'follow', ['follow', 'manual', 'error']),
    signal: (init['signal'] ?? undefined) as AbortSignal | undefined,
    lookup: lookupOf(init['dispatcher'] ?? globalDispatcher),
  };
  if (!/^[A-Za-z]+$/.test(method) || /^(?:connect|trace|track)$/i.test(method))
    throw new RealTypeError(`'${method}' is not a method that can be used`);
  giveBody(request, init['body']);
  return request;
}

function oneOf(value: unknown, allowed: readonly string[]): unknown {
  if (allowed.includes(value as string)) return value;
  throw new RealTypeError(`Request constructor: ${value as string} is not one of ${allowed.join(', ')}`);
}

function giveBody(request: Request, body: unknown): void {
  if (body === undefined || body === null) return;
  if (request.method === 'GET' || request.method === 'HEAD')
    throw new RealTypeError('Request with GET/HEAD method cannot have body.');
  request.body = body instanceof RealUint8Array ? body : `${body as string}`;
  if (request.headers.has('content-type') || body instanceof RealUint8Array) return;
  const form = body instanceof URLSearchParams;
  request.headers.set('content-type', `${form ? 'application/x-www-form-urlencoded' : 'text/plain'};charset=UTF-8`);
}

/** One request and the head of its answer: the addresses of the host are tried in their order. */
async function exchange(request: Request, hop: number): Promise<Head> {
  request.signal?.throwIfAborted();
  const { url, method, headers, body, signal } = request;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw failed(new RealError('unknown scheme'));
  if (badPorts.has(url.port)) throw failed(new RealError('bad port'));
  try {
    const addresses = await addressesFor(url.hostname.replace(/^\[|\]$/g, ''), request.lookup);
    const mine = turn();
    if (mine) await mine;
    signal?.throwIfAborted();
    const asked = { url: url.href, method, headers: [...headers], body, hop };
    const answer = connectToFirst(addresses, asked);
    if (answer.delay > 0) await wait(answer.delay, signal);
    signal?.throwIfAborted();
    return { ...answer, headers: new Headers(answer.headers) };
  } catch (error) {
    throw signal?.aborted === true ? signal.reason : failed(error);
  }
}

async function addressesFor(host: string, lookup: Lookup | undefined): Promise<Address[]> {
  if (isIP(host) !== 0) return [{ address: host, family: isIP(host) }];
  if (lookup === undefined) return addressesOf(host, 0);
  return new RealPromise((ok, bad) => {
    lookup(host, { all: true, family: 0, hints: 0 }, (error, address, family) => {
      if (error !== undefined && error !== null) bad(error);
      else ok(Array.isArray(address) ? address : [{ address: address as string, family: family ?? 0 }]);
    });
  });
}

type Answer = Omit<Head, 'headers'> & { headers: [string, string][]; delay: number };

function connectToFirst(addresses: readonly Address[], asked: Record<string, unknown>): Answer {
  let refused: unknown = new RealError('The lookup gave no address');
  for (const { address } of addresses) {
    try {
      return callHost('ounce:network', 'send', [{ ...asked, address }]) as Answer;
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (code !== 'ECONNREFUSED' && code !== 'EHOSTUNREACH') throw error;
      refused = error;
    }
  }
  throw refused;
}

function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new RealPromise((ok) => {
    signal?.addEventListener('abort', () => ok(), { once: true });
    after(milliseconds, ok);
  });
}

/** By the Fetch standard: what becomes of a request that is sent on. */
function follow(request: Request, status: number, location: string): void {
  const next = URL.parse(location, request.url.href);
  if (next === null || (next.protocol !== 'http:' && next.protocol !== 'https:'))
    throw failed(new RealError('URL scheme must be a HTTP(S) scheme'));
  const read = request.method === 'GET' || request.method === 'HEAD';
  if ((status === 303 && !read) || ((status === 301 || status === 302) && request.method === 'POST')) {
    request.method = 'GET';
    request.body = undefined;
    for (const name of ['content-type', 'content-length', 'content-encoding', 'content-language', 'content-location'])
      request.headers.delete(name);
  }
  if (next.origin !== request.url.origin)
    for (const name of ['authorization', 'proxy-authorization', 'cookie']) request.headers.delete(name);
  request.url = next;
}

function failed(cause: unknown): Error {
  const error = new RealTypeError('fetch failed');
  put(error, 'cause', cause);
  return error;
}

/** Those of the Fetch standard: https://fetch.spec.whatwg.org/#port-blocking */
const badPorts = new Set(
  `1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137
139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723
2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080`.split(/\s/),
);
