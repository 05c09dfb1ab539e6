/** Where a service listens: a TCP port or a Unix socket. */
import { BlockList, isIP } from 'node:net';

export type Address = { kind: 'port'; host: string; port: number } | { kind: 'socket'; path: string };

/** Reads `127.0.0.1:4322`, `localhost:4322`, `[::1]:4322` or a path with a slash in it; undefined when it is none. */
export function parseAddress(text: string): Address | undefined {
  if (text.includes('/')) return { kind: 'socket', path: text.replace(/^unix:/, '') };
  const [, bracketed, plain, digits] = /^(?:\[([\da-fA-F:.]+)\]|([\w.-]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  return host !== undefined && port <= 65_535 ? { kind: 'port', host, port } : undefined;
}

/** True when only this machine can reach it. */
export function isLocal(address: Address): boolean {
  if (address.kind === 'socket' || address.host === 'localhost') return true;
  const family = isIP(address.host);
  return family !== 0 && loopback.check(address.host, family === 6 ? 'ipv6' : 'ipv4');
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
