const site = new URL('https://shop.example/');

/** Where the browser goes after signing in. `next` stands in the address of the sign-in page. */
export function nextPage(next: string): string {
  const url = new URL(next, site);
  if (url.protocol !== site.protocol || url.host !== site.host) throw new Error('That page is not on this site');
  return String(url);
}
