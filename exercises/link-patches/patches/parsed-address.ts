const protocols = new Set(['http:', 'https:', 'mailto:']);

/** The address of a member's website, for the `href` of a link; "#" for none. The template escapes it for HTML. */
export function safeHref(website: string): string {
  if (website.trim() === '') return '#';
  const url = URL.parse(website, 'https://forum.example/');
  return url !== null && protocols.has(url.protocol) ? url.href : '#';
}
