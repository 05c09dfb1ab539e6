import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import { Agent } from 'undici';

const inner =
  /^(0|10|127)\.|^169\.254\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./;

const dispatcher = new Agent({
  connect: {
    lookup(host, options, callback) {
      lookup(host, options, (error, addresses) => {
        if (error) callback(error);
        else if (addresses.some(({ address }) => inner.test(address))) callback(new Error('The link leads inside'));
        else callback(null, addresses);
      });
    },
  },
});

/** The title of the page behind a link; the link itself where there is none. */
export async function titleOf(link: string): Promise<string> {
  let url = new URL(link);
  for (let hop = 0; hop < 10; hop++) {
    if (isIP(url.hostname) !== 0 && inner.test(url.hostname)) throw new Error('The link leads inside');
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
