/** On pages that were built beforehand: the handle of who is signed in, from a cookie that is only for show. */
const handle = /(?:^|; )ounce-name=([^;]+)/.exec(document.cookie)?.[1];
const link = document.querySelector<HTMLAnchorElement>('[data-who]');
if (handle && link?.pathname === '/sign-in') {
  link.textContent = decodeURIComponent(handle);
  link.href = '/account';
}
