/** Sessions in the cookies of a browser. */
import type { AstroCookies } from 'astro';
import type { Visitor } from '../../domain/visitor.ts';
import { placeOf, type Caller } from './caller.ts';
import type { SessionCookie } from './sessions.ts';

/** Who is signed in, with the cookie prolonged when it is time. A cookie that stands for nobody is taken away. */
export async function readVisitor({ locals, cookies }: Caller): Promise<Visitor | undefined> {
  const { sessions, secureCookies } = locals.app;
  const token = cookies.get(sessions.cookieName)?.value;
  if (token === undefined) return undefined;
  const found = await sessions.read(token);
  if (!found) forget(cookies, sessions.cookieName, secureCookies);
  if (found?.cookie) carry(cookies, found.cookie, found.visitor.handle);
  return found?.visitor;
}

/** Begins a session for the user in this browser; one that was there ends. Gives back its id. */
export async function beginSession(caller: Caller, user: { id: string; handle: string }): Promise<string> {
  const { sessions } = caller.locals.app;
  const before = caller.locals.visitor;
  if (before) await sessions.end(before.id, before.sessionId);
  const { cookie, sessionId } = await sessions.begin(user.id, placeOf(caller));
  carry(caller.cookies, cookie, user.handle);
  return sessionId;
}

/** Ends the session of this browser. */
export async function endSession({ locals, cookies }: Caller): Promise<void> {
  const { sessions, secureCookies } = locals.app;
  if (locals.visitor) await sessions.end(locals.visitor.id, locals.visitor.sessionId);
  locals.visitor = undefined;
  forget(cookies, sessions.cookieName, secureCookies);
}

/** The handle for show, on pages that are built beforehand: nothing is decided by it. */
const nameCookie = 'ounce-name';

function carry(cookies: AstroCookies, { name, value, options }: SessionCookie, handle: string): void {
  cookies.set(name, value, options);
  cookies.set(nameCookie, handle, { ...options, httpOnly: false });
}

function forget(cookies: AstroCookies, name: string, secure: boolean): void {
  cookies.delete(name, { path: '/', secure });
  cookies.delete(nameCookie, { path: '/', secure });
}
