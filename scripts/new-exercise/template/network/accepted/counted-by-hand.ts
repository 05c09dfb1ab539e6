import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import { Agent } from 'undici';

/** Networks as their first address and their length, as numbers. */
const inner = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
].map((network) => {
  const [first = '', length = ''] = network.split('/');
  return { first: numberOf(first), size: 2 ** (32 - Number(length)) };
});

/** Only IPv4 is spoken at all. */
const dispatcher = new Agent({
  connect: {
    lookup(host, _options, callback) {
      lookup(host, { family: 4, all: true }, (error, addresses) => {
        const allowed = error ? [] : addresses.filter(({ address }) => isPublic(address));
        if (allowed.length > 0) callback(null, allowed);
        else callback(error ?? new Error('Not a public site'));
      });
    },
  },
});

/** The title of the page behind a link; the link itself where there is none. */
export async function titleOf(link: string): Promise<string> {
  let url = new URL(link);
  for (let hop = 0; hop < 10; hop++) {
    if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) return link;
    const response = await fetch(url, { redirect: 'manual', dispatcher });
    const location = response.headers.get('location');
    if (location === null) {
      const page = await response.text();
      return /<title>([^<]*)<\/title>/i.exec(page)?.[1] ?? link;
    }
    url = new URL(location, url);
  }
  throw new Error('The link leads nowhere');
}

function isPublic(address: string): boolean {
  const number = numberOf(address);
  return inner.every(({ first, size }) => number < first || number >= first + size);
}

function numberOf(address: string): number {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}
