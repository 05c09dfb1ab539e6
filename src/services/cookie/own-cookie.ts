/** Cookies that only this server reads, under the same rules everywhere. */
import type { App } from '../app/open-app.ts';

/** Browsers take `__Host-` over https alone: no other site of the domain can set such a cookie. */
export function cookieName(app: Pick<App, 'secureCookies'>, name: string): string {
  return `${app.secureCookies ? '__Host-' : ''}ounce-${name}`;
}

/** The options that go with it. Without a time it ends with the browser. */
export function cookieOptions(app: Pick<App, 'secureCookies'>, seconds?: number) {
  const base = { path: '/', httpOnly: true, sameSite: 'lax', secure: app.secureCookies } as const;
  return seconds === undefined ? base : { ...base, maxAge: seconds };
}
