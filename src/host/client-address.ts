/** Whose request it is, for rate limits. */
import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';

/** The address of the client, behind as many proxies as are trusted. */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string {
  const direct = request.socket.remoteAddress ?? 'unknown';
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((entry) => entry.trim());
  // Each proxy appends the address that it saw: what stands further left was written by the client itself.
  const claimed = trustedProxies > 0 ? forwarded.at(-trustedProxies) : undefined;
  return network(claimed && isIP(claimed) ? claimed : direct);
}

/** An IPv6 client holds a whole /64, so that is what counts as one address. */
function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (isIP(address) !== 6) return address;
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? [];
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const groups = address.includes('::')
    ? [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
    : left;
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
