import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

const inner = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  inner.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  inner.addSubnet(net, prefix, 'ipv6');
}

/** The title of the page behind a link; the link itself where there is none. */
export async function titleOf(link: string): Promise<string> {
  const addresses = await lookup(new URL(link).hostname.replace(/^\[|\]$/g, ''), { all: true });
  if (addresses.some(({ address }) => isInner(address))) throw new Error('The link leads inside');
  const response = await fetch(link);
  const page = await response.text();
  return /<title>([^<]*)<\/title>/i.exec(page)?.[1] ?? link;
}

function isInner(address: string): boolean {
  return inner.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
