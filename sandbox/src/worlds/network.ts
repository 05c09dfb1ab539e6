/** The network world: names, addresses and services in a table. No packet ever leaves. */
import { BlockList, isIP } from 'node:net';
import { reachedAddress, isPublic } from './addresses.ts';
import { Bodies, type Body } from './bodies.ts';
import { Names, type Lookup } from './names.ts';
import type { HostFunction, World } from './world.ts';

/** A connection that was tried, whether or not something answered. */
export interface Connection {
  /** The host of the URL. */
  host: string;
  /** Where it ended: 169.254.169.254 for ::ffff:a9fe:a9fe, and 127.0.0.1 for every spelling of the machine itself. */
  address: string;
  port: number;
  /** Whether the address lies in the public internet. */
  public: boolean;
  /** Undefined when it was made, else why not: 'ECONNREFUSED', 'EHOSTUNREACH', 'ERR_TLS_CERT_ALTNAME_INVALID'. */
  error?: string;
}

/** A request that a service got. */
export interface NetworkRequest {
  method: string;
  /** Whole, as the program asked for it. */
  url: string;
  host: string;
  address: string;
  port: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
  /** 0 for the program's own request, 1 for the first redirect that `fetch` followed, and so on. */
  hop: number;
  /** How many bytes of the answer's body the program took. */
  read: number;
}

/** What a service answers. */
export interface ServiceAnswer {
  /** 200 when left out. */
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** A text repeated until it has so many bytes (ASCII only) comes in pieces, without a content-length. */
  body?: Body;
  /** Virtual milliseconds until the answer begins. */
  delay?: number;
}

export type Service = (request: Readonly<Pick<NetworkRequest, 'method' | 'url' | 'headers' | 'body'>>) => ServiceAnswer;

/**
 * What a check or exploit sees as `network`. The learner's program has `fetch`, `Headers`, `AbortController` and
 * `AbortSignal`, and 'node:dns', 'node:dns/promises', 'node:net' and 'undici', over this table.
 */
export interface NetworkWorld {
  /** Author's set-up: the addresses of a name. Of several answers each lookup takes the next, and the last one stays. */
  name(name: string, ...answers: readonly (string | readonly string[])[]): void;
  /** Author's set-up: a name that leads to another one, as a CNAME record does. */
  alias(name: string, target: string): void;
  /**
   * Author's set-up: what answers at '93.184.215.14' (ports 80 and 443), '10.0.0.7:8080' or '[fd00:ec2::254]:80'. Over
   * TLS it shows a certificate for the names that lead there by their first answer, or for those given.
   */
  service(where: string, answer: Service, certificate?: readonly string[]): void;
  readonly lookups: readonly Lookup[];
  readonly connections: readonly Connection[];
  readonly requests: readonly NetworkRequest[];
}

interface Listening {
  answer: Service;
  certificate: readonly string[] | undefined;
}

const mostConnections = 1_000;
const mostRules = 1_000;

/** Opens a network in which nothing answers. */
export function openNetworkWorld(): World & { handle: NetworkWorld } {
  const names = new Names();
  const services = new Map<string, Listening>();
  const connections: Connection[] = [];
  const requests: NetworkRequest[] = [];
  const bodies = new Bodies();
  const send = (asked: Asked): unknown => {
    const service = connect(asked, { names, services, connections });
    const request = recordOf(asked);
    requests.push(request);
    const { method, url, headers, body } = request;
    const answer = service.answer(Object.freeze({ method, url, headers: { ...headers }, body }));
    const { status = 200, delay = 0 } = answer;
    const mute = method === 'HEAD' || status === 204 || status === 304;
    const opened = bodies.open(mute ? '' : (answer.body ?? ''), (bytes) => (request.read += bytes));
    return { status, delay, headers: headersOf(answer, mute ? undefined : opened.length), body: opened.id };
  };
  return {
    modules: {
      'ounce:network': { functions: { ...learnersFunctions(names, bodies), send: (asked) => send(askedOf(asked)) } },
    },
    handle: {
      lookups: names.lookups,
      connections,
      requests,
      name: (name, ...answers) =>
        names.set(
          name,
          answers.map((answer) => (typeof answer === 'string' ? [answer] : answer)),
        ),
      alias: (name, target) => names.alias(name, target),
      service: (where, answer, certificate) => {
        for (const place of placesOf(where)) services.set(place, { answer, certificate });
      },
    },
    close: () => undefined,
  };
}

/** '93.184.215.14', '10.0.0.7:8080' and '[::1]:80' as keys of the table of services. */
function placesOf(where: string): string[] {
  const [, inBrackets, plain, port] = /^(?:\[([^\]]+)\]|([^:]+|.*:.*:.*?))(?::(\d+))?$/.exec(where) ?? [];
  const address = reachedAddress(inBrackets ?? plain ?? '');
  if (address === undefined)
    throw new Error(`Cannot put a service at ${where}: an IP address is wanted, with a port or not`);
  return (port === undefined ? ['80', '443'] : [port]).map((one) => `${address} ${one}`);
}

function learnersFunctions(names: Names, bodies: Bodies): Record<string, HostFunction> {
  return {
    lookup: (name) => {
      if (typeof name !== 'string') throw invalid('The "hostname" argument must be of type string');
      return names.look(name);
    },
    readText: (id) => bodies.readText(Number(id)),
    readBytes: (id) => bodies.readBytes(Number(id)),
    isIP: (text) => (typeof text === 'string' ? isIP(text) : 0),
    isBlocked: (rules, address, family) => blockListOf(rules).check(address as string, family as 'ipv4'),
  };
}

/** Node's own list, made anew for each question. */
function blockListOf(rules: unknown): BlockList {
  if (!Array.isArray(rules) || rules.length > mostRules)
    throw new RangeError(`A BlockList holds at most ${mostRules} rules here`);
  const list = new BlockList();
  for (const rule of rules as unknown[]) {
    const [kind, first, second, family] = Array.isArray(rule) ? (rule as unknown[]) : [];
    if (kind === 'address') list.addAddress(first as string, family as 'ipv4');
    else if (kind === 'range') list.addRange(first as string, second as string, family as 'ipv4');
    else list.addSubnet(first as string, second as number, family as 'ipv4');
  }
  return list;
}

/** A request as the learner's side asked for it, to one address. */
interface Asked {
  url: URL;
  address: string;
  method: string;
  headers: Record<string, string>;
  body: string;
  hop: number;
}

function askedOf(value: unknown): Asked {
  const { url, address, method, headers, body, hop } = (value ?? {}) as Record<string, unknown>;
  if (typeof url !== 'string' || typeof method !== 'string' || !Array.isArray(headers))
    throw invalid('A request needs a URL, a method and headers');
  const parsed = new URL(url);
  const reached = typeof address === 'string' ? reachedAddress(address) : undefined;
  if (reached === undefined) {
    const shown = typeof address === 'string' ? address.slice(0, 60) : typeof address;
    throw Object.assign(new TypeError(`Invalid IP address: ${shown}`), { code: 'ERR_INVALID_IP_ADDRESS' });
  }
  const pairs = headers.filter(Array.isArray).map(([name, text]) => [String(name).toLowerCase(), String(text)]);
  return {
    url: parsed,
    address: reached,
    method,
    // As Node's fetch does: whatever Host header the program sets, the host of the URL is sent.
    headers: { ...(Object.fromEntries(pairs) as Record<string, string>), host: parsed.host },
    body: body instanceof Uint8Array ? Buffer.from(body).toString() : typeof body === 'string' ? body : '',
    hop: typeof hop === 'number' ? hop : 0,
  };
}

/** Tries a connection and records it. Throws, with Node's code, when nothing answers there. */
function connect(
  asked: Asked,
  {
    names,
    services,
    connections,
  }: { names: Names; services: ReadonlyMap<string, Listening>; connections: Connection[] },
): Listening {
  if (connections.length >= mostConnections) throw systemError('EMFILE', `more than ${mostConnections} connections`);
  const { url, address } = asked;
  const port = portOf(url);
  const connection: Connection = { host: url.hostname, address, port, public: isPublic(address) };
  connections.push(connection);
  const fail = (code: string, what: string): never => {
    connection.error = code;
    throw systemError(code, what);
  };
  const service = services.get(`${address} ${port}`);
  if (!service) {
    const known = [...services.keys()].some((place) => place.startsWith(`${address} `));
    return fail(known || !connection.public ? 'ECONNREFUSED' : 'EHOSTUNREACH', `connect ${address}:${port}`);
  }
  if (url.protocol === 'https:') {
    const certificate = service.certificate ?? names.leadingTo(address, reachedAddress);
    const name = url.hostname.replace(/\.$/, '');
    if (!certificate.includes(name)) return fail('ERR_TLS_CERT_ALTNAME_INVALID', `${name} is not in the certificate`);
  }
  return service;
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function recordOf({ url, address, method, headers, body, hop }: Asked): NetworkRequest {
  return { method, url: url.href, host: url.hostname, address, port: portOf(url), headers, body, hop, read: 0 };
}

function headersOf({ headers = {} }: ServiceAnswer, length: number | undefined): [string, string][] {
  const pairs = Object.entries(headers).map(([name, text]): [string, string] => [name.toLowerCase(), text]);
  const told = pairs.some(([name]) => name === 'content-length');
  return length === undefined || told ? pairs : [...pairs, ['content-length', String(length)]];
}

function systemError(code: string, what: string): Error {
  return Object.assign(new Error(`${code}: ${what}`), { code });
}

function invalid(message: string): Error {
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_TYPE' });
}
