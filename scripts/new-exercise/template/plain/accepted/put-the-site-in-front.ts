/** Where the browser goes after signing in. `next` stands in the address of the sign-in page. */
export function nextPage(next: string): string {
  return 'https://shop.example' + (next.startsWith('/') ? next : '/');
}
