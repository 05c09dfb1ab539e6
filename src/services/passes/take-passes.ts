/** The passes that a browser has without an account, for the account that takes them. */
import type { AstroCookies } from 'astro';
import type { App } from '../app/open-app.ts';
import { passesCookieName, readPasses, type Passes } from './passes-cookie.ts';

/** What the browser has passed. */
export function passesOf(app: App, cookies: AstroCookies): Passes {
  return readPasses(cookies.get(passesCookieName)?.value, app.secret);
}

/** They are the account's now, and not of whoever signs in next in this browser. */
export function forgetPasses(app: App, cookies: AstroCookies): void {
  if (cookies.has(passesCookieName)) cookies.delete(passesCookieName, { path: '/', secure: app.secureCookies });
}
