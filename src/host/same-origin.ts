/** Whether a request that may change something comes from our own pages. */
import type { IncomingHttpHeaders } from 'node:http';

/**
 * The reason to refuse a request, or undefined for one of our own pages. Browsers send Origin with every such
 * request; a program that is no browser sends neither header, carries nobody's cookies, and is let through.
 */
export function foreignReason(headers: IncomingHttpHeaders, ownOrigins: ReadonlySet<string>): string | undefined {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return `Sec-Fetch-Site is ${JSON.stringify(site)}, wanted is "same-origin"`;
  }
  const origin = headers.origin;
  if (origin === undefined) return headers.cookie === undefined ? undefined : 'There are cookies but no Origin header';
  return ownOrigins.has(origin) ? undefined : `Origin is ${JSON.stringify(origin)}, which is not this site`;
}

/** Our own origins: the one configured, or this machine's names when none is. */
export function ownOrigins(configured: string | undefined, host: string, port: number): ReadonlySet<string> {
  if (configured !== undefined) return new Set([configured]);
  const names = new Set(['localhost', '127.0.0.1', '[::1]', host.includes(':') ? `[${host}]` : host]);
  return new Set([...names].map((name) => (port === 80 ? `http://${name}` : `http://${name}:${port}`)));
}
