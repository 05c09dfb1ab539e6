/** Where a grader is: `http://host:port`, `https://host`, or `unix:/path/to/the.sock`. */
export type Target =
  | { protocol: 'http:' | 'https:'; hostname: string; port: string }
  | { protocol: 'http:'; hostname: 'localhost'; socketPath: string };

/** Reads the address of a grader. Throws a TypeError that says what is wanted when it is none. */
export function parseGraderUrl(text: string): Target {
  if (text.startsWith('unix:/')) return { protocol: 'http:', hostname: 'localhost', socketPath: text.slice(5) };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const { protocol } = url ?? {};
  if (url && (protocol === 'http:' || protocol === 'https:') && url.origin === text.replace(/\/$/, ''))
    return { protocol, hostname: url.hostname.replace(/^\[|\]$/g, ''), port: url.port };
  throw new TypeError(`${JSON.stringify(text)} is no grader: http://host:port or unix:/path is wanted`);
}
