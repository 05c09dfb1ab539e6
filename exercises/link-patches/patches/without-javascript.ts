/** The address of a member's website, for the `href` of a link; "#" for none. The template escapes it for HTML. */
export function safeHref(website: string): string {
  const address = website.replaceAll(/javascript:/gi, '').trim();
  return address === '' ? '#' : address;
}
