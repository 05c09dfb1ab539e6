const site = 'https://shop.example';

/** Where the browser goes after signing in. `next` stands in the address of the sign-in page. */
export function nextPage(next: string): string {
  const url = URL.parse(next, `${site}/`);
  return url?.origin === site ? url.href : '/';
}
