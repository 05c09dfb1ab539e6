/** Where the browser goes after signing in. `next` stands in the address of the sign-in page. */
export function nextPage(next: string): string {
  const url = URL.parse(next, 'https://shop.example/');
  return url?.host === 'shop.example' ? url.pathname + url.search + url.hash : '/';
}
