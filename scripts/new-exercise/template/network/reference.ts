import { lookup } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { Agent } from 'undici';

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

/** Makes no connection to a name that leads inside. An address in the place of a name is never looked up. */
const outside = new Agent({
  connect: {
    lookup(host, options, callback) {
      lookup(host, options, (error, addresses) => {
        if (error) callback(error);
        else if (addresses.some(({ address }) => isInner(address))) callback(new Error('The link leads inside'));
        else callback(null, addresses);
      });
    },
  },
});

/** The title of the page behind a link; the link itself where there is none. */
export async function titleOf(link: string): Promise<string> {
  let url = new URL(link);
  for (let hop = 0; hop < 10; hop++) {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && isInner(host)) throw new Error('The link leads inside');
    const response = await fetch(url, { redirect: 'manual', dispatcher: outside });
    const location = response.headers.get('location');
    if (location === null) {
      const page = await response.text();
      return /<title>([^<]*)<\/title>/i.exec(page)?.[1] ?? link;
    }
    url = new URL(location, url);
  }
  throw new Error('The link leads nowhere');
}

function isInner(address: string): boolean {
  return inner.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
