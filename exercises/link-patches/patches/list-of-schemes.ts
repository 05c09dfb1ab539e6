const schemes = ['http', 'https', 'mailto'];

/** The address of a member's website, for the `href` of a link; "#" for none. The template escapes it for HTML. */
export function safeHref(website: string): string {
  const address = website.trim();
  const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(address) ?? [];
  // Without a scheme it is a path of ours, such as /members/rules.
  if (scheme !== undefined && !schemes.includes(scheme.toLowerCase())) return '#';
  return address === '' ? '#' : address;
}
