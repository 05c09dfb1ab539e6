const protocols = new Set(['http:', 'https:', 'mailto:']);

/** The address of a member's website, for the `href` of a link; "#" for none. The template escapes it for HTML. */
export function safeHref(website: string): string {
  if (website.trim() === '') return '#';
  const parsed = URL.parse(website, 'https://forum.example/');
  return parsed !== null && protocols.has(parsed.protocol) ? parsed.href : '#';
}
