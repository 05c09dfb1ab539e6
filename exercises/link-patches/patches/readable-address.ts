const protocols = new Set(['http:', 'https:', 'mailto:']);

/** The address of a member's website, for the `href` of a link; "#" for none. The template escapes it for HTML. */
export function safeHref(website: string): string {
  const address = website.trim();
  const url = URL.parse(address, 'https://forum.example/');
  if (address === '' || url === null || !protocols.has(url.protocol)) return '#';
  return readable(address);
}

/** With letters such as é as themselves, so that the link reads well in mails. */
function readable(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
