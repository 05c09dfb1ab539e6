/** IP addresses as a kernel takes them: several spellings lead to one place. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** This machine, however it is spelled. A service that listens on every interface is reached by all of them. */
const here = '127.0.0.1';

/**
 * Where a connection to an address ends, in its shortest spelling: an IPv4-mapped IPv6 address is an IPv4 one, and
 * 127.0.0.0/8, 0.0.0.0, :: and ::1 are this machine. Undefined when the text is no address.
 */
export function reachedAddress(address: string): string | undefined {
  if (isIPv4(address)) return /^(?:127\.|0\.0\.0\.0$)/.test(address) ? here : address;
  if (!isIPv6(address)) return undefined;
  const short = new URL(`http://[${address.replace(/%.*/s, '')}]`).hostname.slice(1, -1);
  if (short === '::' || short === '::1') return here;
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short);
  if (!mapped) return short;
  const [high, low] = [Number.parseInt(mapped[1]!, 16), Number.parseInt(mapped[2]!, 16)];
  return reachedAddress([high >> 8, high & 255, low >> 8, low & 255].join('.'));
}

/** Whether an address lies in the public internet, by the IANA special-purpose registries (RFC 6890). */
export function isPublic(address: string): boolean {
  return !special.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}

const special = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  special.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::', 127],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  special.addSubnet(net, prefix, 'ipv6');
}
