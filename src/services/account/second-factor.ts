/** The second step of signing in, and signing in without the first. */
import { endCeremony, readCeremony } from '../ceremony/ceremonies.ts';
import { recordEvent } from '../events/security-events.ts';
import { takeRecoveryCode } from '../recovery/recovery-codes.ts';
import { placeOf, type Caller } from '../session/caller.ts';
import { guessLimits } from '../throttle/limits.ts';
import { giveBack, takeTry } from '../throttle/throttle.ts';
import { takeCode } from '../totp/authenticator.ts';
import { userByHandle, userById } from './find-user.ts';
import { afterFirst, welcome, type SignIn } from './sign-in.ts';

export type SecondFactor =
  | { outcome: 'done'; next: string }
  | { outcome: 'refused' }
  | { outcome: 'wait'; seconds: number }
  /** There was no first step, or it is over. */
  | { outcome: 'begin-again' };

/** Whether a first step waits for this one. */
export async function secondFactorWaits(caller: Caller): Promise<boolean> {
  return (await readCeremony(caller, 'second-factor')) !== undefined;
}

/** Takes a code of the app, or a recovery code in its place. */
export async function giveSecondFactor(caller: Caller, typed: string): Promise<SecondFactor> {
  const { app } = caller.locals;
  const begun = await readCeremony(caller, 'second-factor');
  const user = begun && (await userById(app.database.db, begun.userId));
  if (!begun || !user) return { outcome: 'begin-again' };
  const limits = guessLimits(caller, 'code', user.handleKey, user.id);
  const seconds = await takeTry(app.database.db, limits);
  if (seconds > 0) return { outcome: 'wait', seconds };
  const right = /^[\d\s]*$/.test(typed)
    ? await takeCode(app.database.db, app.secret, user.id, typed)
    : await takeRecoveryCode(caller, user.id, typed);
  if (!right) {
    await recordEvent(app.database.db, user.id, 'second-factor-failed', placeOf(caller));
    return { outcome: 'refused' };
  }
  if (!(await endCeremony(caller, 'second-factor'))) return { outcome: 'begin-again' };
  await giveBack(app.database.db, limits);
  // A first step that was done before the password was changed counts no more.
  if (begun.first === 'password' && begun.passwordHash !== user.passwordHash) return { outcome: 'begin-again' };
  const welcomed = await welcome(caller, user, begun.first);
  return welcomed.outcome === 'done' ? { outcome: 'done', next: begun.next } : { outcome: 'begin-again' };
}

/** A handle with a recovery code in the place of its password or passkey. */
export async function recover(caller: Caller, typed: { handle: string; code: string; next: string }): Promise<SignIn> {
  const { db } = caller.locals.app.database;
  const user = await userByHandle(db, typed.handle);
  const limits = guessLimits(caller, 'recovery', user?.handleKey ?? typed.handle.trim().toLowerCase(), user?.id);
  const seconds = await takeTry(db, limits);
  if (seconds > 0) return { outcome: 'wait', seconds };
  // The same work for a handle that nobody has.
  const right = await takeRecoveryCode(caller, user?.id ?? 'nobody', typed.code);
  if (!user || !right) {
    if (user) await recordEvent(db, user.id, 'recovery-failed', placeOf(caller));
    return { outcome: 'refused' };
  }
  await giveBack(db, limits);
  return afterFirst(caller, user, 'recovery-code', typed.next);
}
