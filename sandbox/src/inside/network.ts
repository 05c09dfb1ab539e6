/** What a program with the network has: globals, and modules by the names that Node and npm give them. */
import { AbortController, AbortSignal } from './abort.ts';
import { BlockList, isIP } from './block-list.ts';
import { Agent, fetch, getGlobalDispatcher, setGlobalDispatcher } from './fetch.ts';
import { Headers } from './headers.ts';
import { lookup, makePromises, resolve4, resolve6 } from './dns.ts';
import { bare, put } from './primordials.ts';

type Namespace = Record<string, unknown>;

/** Installs the globals and makes the modules. */
export function makeNetworkModules(): Record<string, Namespace> {
  const globals = {
    fetch: (input: unknown, init?: unknown) => fetch(input, init),
    Headers,
    AbortController,
    AbortSignal,
  };
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  const promises = makePromises();
  return {
    'node:dns': filled({ lookup, resolve4, resolve6, promises }),
    'node:dns/promises': promises,
    'node:net': filled({
      isIP,
      isIPv4: (text: unknown) => isIP(text) === 4,
      isIPv6: (text: unknown) => isIP(text) === 6,
      BlockList,
    }),
    undici: filled({ fetch: globals.fetch, Headers, Agent, getGlobalDispatcher, setGlobalDispatcher }),
  };
}

function filled(values: Namespace): Namespace {
  const namespace = bare();
  for (const [name, value] of Object.entries(values)) put(namespace, name, value);
  return namespace;
}
