/**
 * Browsers in which somebody was signed in before: a cookie that only this server can write. Whoever guesses passwords
 * from elsewhere fills other counts than the owner's, and so can't lock the owner out.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { cookieName, cookieOptions } from '../cookie/own-cookie.ts';
import type { Caller } from '../session/caller.ts';

const mostUsers = 5;
const seconds = 400 * 24 * 3600;

/** The browser's own id when the user was signed in there before; undefined otherwise. */
export function knownDevice(caller: Caller, userId: string | undefined): string | undefined {
  const { id, marks } = read(caller);
  if (id === undefined || userId === undefined) return undefined;
  const wanted = Buffer.from(markOf(caller, id, userId));
  return marks.some((mark) => mark.length === wanted.length && timingSafeEqual(Buffer.from(mark), wanted))
    ? id
    : undefined;
}

/** Remembers that the user is signed in here. */
export function rememberDevice(caller: Caller, userId: string): void {
  const { app } = caller.locals;
  const { id = randomBytes(12).toString('base64url'), marks } = read(caller);
  const mine = markOf(caller, id, userId);
  const all = [mine, ...marks.filter((mark) => mark !== mine)].slice(0, mostUsers);
  caller.cookies.set(cookieName(app, 'device'), [id, ...all].join('.'), cookieOptions(app, seconds));
}

function read({ locals, cookies }: Caller): { id: string | undefined; marks: string[] } {
  const [id, ...marks] = (cookies.get(cookieName(locals.app, 'device'))?.value ?? '').split('.');
  const whole = /^[\w-]{16}$/.test(id ?? '') && marks.every((mark) => /^[\w-]{43}$/.test(mark));
  return whole ? { id, marks: marks.slice(0, mostUsers) } : { id: undefined, marks: [] };
}

function markOf({ locals }: Caller, id: string, userId: string): string {
  return createHmac('sha256', locals.app.secret).update(`ounce device v1\n${id}\n${userId}`).digest('base64url');
}
