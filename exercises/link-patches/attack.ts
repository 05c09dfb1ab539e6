import type { Attack } from '@ounce/sandbox/exercise';

/** Where the browser would go with a click is what counts: the link is read by the algorithms of browsers. */
export default (async ({ app, html }, input) => {
  for (const website of new Set([input, withoutEscapes(input)])) {
    const attempted = await app.attempt('safeHref', website);
    if (attempted.outcome === 'threw' || typeof attempted.value !== 'string') continue;
    const [danger] = html.dangers(`<a href="${escapeHtml(attempted.value)}">Website</a>`);
    if (danger) {
      const observed = `The link got the address ${JSON.stringify(attempted.value)}: a click on it runs script.`;
      return { payload: `safeHref(${JSON.stringify(website)})`, observed };
    }
  }
  return false;
}) satisfies Attack<'html'>;

const named: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v', b: '\b', 0: '\0' };

/** A field for text takes no tab and no line break, so they may be written as in a program: \t, \n, \x01, \u0001. */
function withoutEscapes(input: string): string {
  return input.replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]{1,5})\}|([tnrfvb0]))/gi, (...groups) => {
    const [, byte, unit, point, name] = groups as (string | undefined)[];
    if (name !== undefined) return named[name.toLowerCase()]!;
    return String.fromCodePoint(Number.parseInt(byte ?? unit ?? point!, 16));
  });
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
