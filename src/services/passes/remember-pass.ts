/** Remembers in the browser that an exercise was passed there. */
import type { AstroCookies } from 'astro';
import type { App } from '../app/open-app.ts';
import { passesCookieName, readPasses, writePasses } from './passes-cookie.ts';

/** Adds the exercise to the browser's passes. */
export function rememberPass(app: App, cookies: AstroCookies, exercise: { id: string; hash: string }): void {
  const passes = readPasses(cookies.get(passesCookieName)?.value, app.secret);
  cookies.set(passesCookieName, writePasses(passes, exercise, app.secret), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: app.secureCookies,
    maxAge: 400 * 24 * 3600,
  });
}

/** Whether the browser has passed the exercise, in this version or an earlier one. */
export function hasPassed(app: App, cookies: AstroCookies, exerciseId: string): boolean {
  return Object.hasOwn(readPasses(cookies.get(passesCookieName)?.value, app.secret), exerciseId);
}
