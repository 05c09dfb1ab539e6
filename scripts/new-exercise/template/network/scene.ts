import type { Draw, SetUp } from '@ounce/sandbox/exercise';

/** Public sites, and two services inside that trust whoever reaches them. The addresses outside are truly public ones. */
const setUp = (({ draw, network }) => {
  const outside = draw.shuffle(
    Array.from({ length: 9 }, (_, i) => `93.184.${draw.int(1, 250)}.${10 * i + draw.int(1, 9)}`),
  );
  const site = `${draw.word()}.example`;
  const moved = `${draw.word()}-old.example`;
  const title = `${draw.name()} & ${draw.word()}`;
  network.name(site, outside[0]!);
  network.name(moved, outside[1]!);
  network.service(outside[0]!, ({ url }) => ({
    headers: { 'content-type': 'text/html' },
    body: pageAt(new URL(url), title),
  }));
  network.service(outside[1]!, ({ url }) => redirectFrom(new URL(url), site));

  const inside = { keys: '169.254.169.254', admin: `10.${draw.int(0, 255)}.${draw.int(0, 255)}.${draw.int(2, 254)}` };
  for (const address of [inside.keys, inside.admin, '127.0.0.1', `fd00::${draw.int(2, 99)}`])
    network.service(address, () => ({ body: `<title>${draw.token()}</title>` }));
  return { site, moved, title, inside, outside: outside.slice(2) };
}) satisfies SetUp<'network', unknown>;

export type Scene = ReturnType<typeof setUp>;
export default setUp;

/** Names that begin like addresses, or like names inside. */
export function oddNames(draw: Draw): string[] {
  return [`10.${draw.word()}.example`, `localhost-${draw.word()}.example`, `127-${draw.word()}.example`];
}

function pageAt({ pathname, search }: URL, title: string): string {
  if (pathname === '/bare') return '<p>There is no title here.</p>';
  return `<!doctype html><title>${pathname === '/' ? title : `${title} ${pathname}${search}`}</title><p>Welcome.</p>`;
}

/** /to?https://… leads there; everything else to the same path of the site. */
function redirectFrom({ pathname, search }: URL, site: string): { status: number; headers: Record<string, string> } {
  if (pathname === '/to') return { status: 302, headers: { location: decodeURIComponent(search.slice(1)) } };
  if (pathname === '/start') return { status: 301, headers: { location: '/middle' } };
  return { status: 308, headers: { location: `https://${site}${pathname === '/middle' ? '/end' : pathname}` } };
}
