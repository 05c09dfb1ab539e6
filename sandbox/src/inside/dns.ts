/** `node:dns` and `node:dns/promises` for the learner, over the host's table of names. */
import { callHost } from './border.ts';
import { isIP } from './block-list.ts';
import { RealError, RealTypeError, bare, put } from './primordials.ts';
import { turn } from './turns.ts';

type Namespace = Record<string, unknown>;

export interface Address {
  address: string;
  family: number;
}

interface Options {
  all?: boolean;
  family?: number | string;
}

/** Every address of a name; rejects with ENOTFOUND when there is none of the family that is wanted (0 for any). */
export async function addressesOf(name: unknown, family: number): Promise<Address[]> {
  const mine = turn();
  if (mine) await mine;
  const found = (callHost('ounce:network', 'lookup', [name]) as string[]).map((address) => ({
    address,
    family: isIP(address),
  }));
  const wanted = family === 0 ? found : found.filter((one) => one.family === family);
  if (wanted.length > 0) return wanted;
  throw failure('ENOTFOUND', 'getaddrinfo', name);
}

async function lookupPromise(name: unknown, options?: Options | number): Promise<Address | Address[]> {
  const { all = false, family = 0 } = typeof options === 'number' ? { family: options } : (options ?? {});
  const addresses = await addressesOf(name, familyOf(family));
  return all ? addresses : addresses[0]!;
}

type Callback = (error: unknown, address?: unknown, family?: number) => void;

/** The form with a callback: `(error, address, family)`, or `(error, addresses)` with `all`. */
export function lookup(name: unknown, options: unknown, callback?: unknown): void {
  const done = (callback ?? options) as Callback;
  if (typeof done !== 'function') throw new RealTypeError('The "callback" argument must be of type function');
  void lookupPromise(name, callback === undefined ? {} : (options as Options)).then(
    (found) => (Array.isArray(found) ? done(null, found) : done(null, found.address, found.family)),
    (error: unknown) => done(error),
  );
}

export function resolve4(name: unknown, callback: (error: unknown, addresses?: string[]) => void): void {
  void resolved(name, 4).then((addresses) => callback(null, addresses), callback);
}

export function resolve6(name: unknown, callback: (error: unknown, addresses?: string[]) => void): void {
  void resolved(name, 6).then((addresses) => callback(null, addresses), callback);
}

/** As a resolver asks: records only, so an address is no name. */
async function resolved(name: unknown, family: 4 | 6): Promise<string[]> {
  const query = family === 4 ? 'queryA' : 'queryAaaa';
  try {
    if (isIP(name) !== 0) throw failure('ENOTFOUND', query, name);
    return (await addressesOf(name, family)).map(({ address }) => address);
  } catch (error) {
    throw (error as { code?: unknown }).code === 'ENOTFOUND' ? failure('ENOTFOUND', query, name) : error;
  }
}

export function makePromises(): Namespace {
  const promises = bare();
  put(promises, 'lookup', lookupPromise);
  put(promises, 'resolve4', (name: unknown) => resolved(name, 4));
  put(promises, 'resolve6', (name: unknown) => resolved(name, 6));
  return promises;
}

function familyOf(family: unknown): number {
  if (family === 'IPv4') return 4;
  if (family === 'IPv6') return 6;
  if (family === 0 || family === 4 || family === 6) return family;
  throw new RealTypeError(`The property 'options.family' must be one of: 0, 4, 6`);
}

function failure(code: string, call: string, name: unknown): Error {
  const error = new RealError(`${call} ${code} ${name as string}`);
  put(error, 'code', code);
  put(error, 'syscall', call);
  put(error, 'hostname', name);
  return error;
}
