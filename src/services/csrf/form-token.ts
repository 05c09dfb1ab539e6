/**
 * The token in every form that changes something: who can't read our pages can't write it. It belongs to the session, or to
 * a random cookie while nobody is signed in.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { cookieName, cookieOptions } from '../cookie/own-cookie.ts';
import type { Caller } from '../session/caller.ts';

/** The name of its field. */
export const tokenField = 'token';

/** The token for the forms on a page. Sets the cookie when one is needed and missing. */
export function formToken(caller: Caller): string {
  const { app, visitor } = caller.locals;
  if (visitor) return sign(app.secret, `session ${visitor.sessionId}`);
  const name = cookieName(app, 'form');
  let value = caller.cookies.get(name)?.value;
  if (value === undefined || !isFormId(value)) {
    value = randomBytes(16).toString('base64url');
    caller.cookies.set(name, value, cookieOptions(app));
  }
  return sign(app.secret, `form ${value}`);
}

/** Whether a token is the one that a page for this caller would hold. */
export function isFormToken(caller: Caller, token: string): boolean {
  const { app, visitor } = caller.locals;
  const form = caller.cookies.get(cookieName(app, 'form'))?.value ?? '';
  if (!visitor && !isFormId(form)) return false;
  const wanted = Buffer.from(sign(app.secret, visitor ? `session ${visitor.sessionId}` : `form ${form}`));
  const given = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function isFormId(value: string): boolean {
  return /^[\w-]{22}$/.test(value);
}

function sign(secret: Buffer, subject: string): string {
  return createHmac('sha256', secret).update(`ounce form v1\n${subject}`).digest('base64url');
}
