import dns from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { Agent, fetch, setGlobalDispatcher } from 'undici';

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

setGlobalDispatcher(
  new Agent({
    connect: {
      lookup: (host, _options, callback) => {
        publicAddresses(host).then(
          (addresses) => callback(null, addresses),
          (error) => callback(error),
        );
      },
    },
  }),
);

async function publicAddresses(host: string): Promise<{ address: string; family: number }[]> {
  const addresses = await dns.lookup(host, { all: true });
  const outer = addresses.filter(({ address, family }) => !inner.check(address, family === 6 ? 'ipv6' : 'ipv4'));
  if (outer.length === 0) throw new Error(`${host} leads inside`);
  return outer;
}

/** The title of the page behind a link; the link itself where there is none, or where it must not be read. */
export async function titleOf(link: string): Promise<string> {
  try {
    const page = await pageAt(new URL(link), 10);
    return /<title>([^<]*)<\/title>/i.exec(page)?.[1] ?? link;
  } catch {
    return link;
  }
}

async function pageAt(url: URL, hops: number): Promise<string> {
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) throw new Error('Only names are followed');
  const response = await fetch(url, { redirect: 'manual' });
  const location = response.headers.get('location');
  if (location === null) return response.text();
  if (hops === 0) throw new Error('Too many redirects');
  return pageAt(new URL(location, url), hops - 1);
}
