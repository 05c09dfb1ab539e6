/** Signing in: a handle with its password, and a second factor where the account has one. */
import { eq } from 'drizzle-orm';
import { totps, users } from '../../db/schema.ts';
import type { Db } from '../../db/transaction.ts';
import { beginCeremony } from '../ceremony/ceremonies.ts';
import { rememberDevice } from '../device/known-device.ts';
import { recordEvent } from '../events/security-events.ts';
import { isPassword } from '../password/hash-password.ts';
import { placeOf, type Caller } from '../session/caller.ts';
import { beginSession } from '../session/carry-session.ts';
import { guessLimits } from '../throttle/limits.ts';
import { giveBack, takeTry } from '../throttle/throttle.ts';
import { userByHandle, type User } from './find-user.ts';

export type SignIn =
  | { outcome: 'done' }
  /** The first factor was right; the second is asked for at /sign-in/code. */
  | { outcome: 'second-factor' }
  /** The same whether there is such a handle or not. */
  | { outcome: 'refused' }
  | { outcome: 'wait'; seconds: number };

/** Checks handle and password, and begins a session or asks for the second factor. */
export async function signIn(
  caller: Caller,
  typed: { handle: string; password: string; next: string },
): Promise<SignIn> {
  const { db } = caller.locals.app.database;
  const user = await userByHandle(db, typed.handle);
  const limits = guessLimits(caller, 'password', user?.handleKey ?? typed.handle.trim().toLowerCase(), user?.id);
  const seconds = await takeTry(db, limits);
  if (seconds > 0) return { outcome: 'wait', seconds };
  // The work for a handle that nobody has is the same.
  const right = await isPassword(typed.password.slice(0, 1_000), user?.passwordHash);
  if (!user || !right) {
    if (user) await recordEvent(db, user.id, 'sign-in-failed', placeOf(caller));
    return { outcome: 'refused' };
  }
  await giveBack(db, limits);
  return afterFirst(caller, user, 'password', typed.next);
}

/** After the first factor: the session, or the question for the second factor. */
export async function afterFirst(
  caller: Caller,
  user: User,
  first: 'password' | 'recovery-code',
  next: string,
): Promise<SignIn> {
  const { db } = caller.locals.app.database;
  if (await hasAuthenticator(db, user.id)) {
    await beginCeremony(caller, 'second-factor', { userId: user.id, first, passwordHash: user.passwordHash, next });
    return { outcome: 'second-factor' };
  }
  return welcome(caller, user, first);
}

/** Begins the session. A password that was changed while it was being checked lets nobody in. */
export async function welcome(caller: Caller, user: User, by: string): Promise<SignIn> {
  const { db } = caller.locals.app.database;
  await beginSession(caller, user);
  const [now] = await db.select({ hash: users.passwordHash }).from(users).where(eq(users.id, user.id));
  if (by === 'password' && now?.hash !== user.passwordHash) {
    await caller.locals.app.sessions.endAll(user.id);
    return { outcome: 'refused' };
  }
  await recordEvent(db, user.id, 'signed-in', placeOf(caller), { by });
  rememberDevice(caller, user.id);
  return { outcome: 'done' };
}

/** Whether an authenticator app is set up and confirmed. */
export async function hasAuthenticator(db: Db, userId: string): Promise<boolean> {
  const [row] = await db.select({ confirmedAt: totps.confirmedAt }).from(totps).where(eq(totps.userId, userId));
  return row?.confirmedAt !== null && row?.confirmedAt !== undefined;
}
