/** A new account: a handle and a password. */
import { users } from '../../db/schema.ts';
import type { Db, Transaction } from '../../db/transaction.ts';
import { checkHandle } from '../../domain/handle.ts';
import { passwordProblem } from '../../domain/password.ts';
import { rememberDevice } from '../device/known-device.ts';
import { recordEvent } from '../events/security-events.ts';
import { hashPassword } from '../password/hash-password.ts';
import { placeOf, type Caller } from '../session/caller.ts';
import { beginSession } from '../session/carry-session.ts';
import { signUpLimits } from '../throttle/limits.ts';
import { giveBack, takeTry } from '../throttle/throttle.ts';
import { userByHandle } from './find-user.ts';
import { newId } from './new-id.ts';

/** What is wrong, by field. */
export interface SignUpFaults {
  readonly handle?: string;
  readonly password?: string;
}

export type SignUp =
  | { outcome: 'done'; userId: string }
  | { outcome: 'wrong'; faults: SignUpFaults }
  | { outcome: 'wait'; seconds: number };

export const takenWords = 'This handle is taken. Choose another.';

/** Makes the account and signs in; when several ask for one handle at once, one gets it. */
export async function signUp(caller: Caller, typed: { handle: string; password: string }): Promise<SignUp> {
  const { db } = caller.locals.app.database;
  const [accounts, forms] = signUpLimits(caller);
  const busy = await takeTry(db, [forms!]);
  if (busy > 0) return { outcome: 'wait', seconds: busy };
  const faults = await faultsOf(caller, typed);
  if (faults) return { outcome: 'wrong', faults };
  const wait = await takeTry(db, [accounts!]);
  if (wait > 0) return { outcome: 'wait', seconds: wait };
  const passwordHash = await hashPassword(typed.password);
  const userId = newId();
  const made = await db.transaction((tx) => makeUser(tx, caller, { id: userId, handle: typed.handle, passwordHash }));
  if (!made) {
    await giveBack(db, [accounts!]);
    return { outcome: 'wrong', faults: { handle: takenWords } };
  }
  await beginSession(caller, { id: userId, handle: typed.handle.normalize('NFC').trim() });
  rememberDevice(caller, userId);
  return { outcome: 'done', userId };
}

export interface NewUser {
  readonly id: string;
  readonly handle: string;
  /** Null for who signs in by passkey. */
  readonly passwordHash: string | null;
}

/** Adds the user, unless the handle is taken meanwhile: then false. */
export async function makeUser(tx: Transaction, caller: Caller, user: NewUser): Promise<boolean> {
  const checked = checkHandle(user.handle);
  if (checked.outcome === 'wrong') throw new Error(`Cannot make a user: ${checked.why}`);
  const row = { id: user.id, handle: checked.handle, handleKey: checked.key, passwordHash: user.passwordHash };
  const added = await tx
    .insert(users)
    .values(row)
    .onConflictDoNothing({ target: users.handleKey })
    .returning({ id: users.id });
  if (added.length === 0) return false;
  await recordEvent(tx, user.id, 'signed-up', placeOf(caller));
  return true;
}

async function faultsOf(
  caller: Caller,
  typed: { handle: string; password: string },
): Promise<SignUpFaults | undefined> {
  const { app } = caller.locals;
  const handle = await handleFault(app.database.db, typed.handle);
  const password = passwordProblem(typed.password, typed.handle.trim(), app.commonPasswords);
  if (handle === undefined && password === undefined) return undefined;
  return { ...(handle !== undefined && { handle }), ...(password !== undefined && { password }) };
}

/** Why a handle can't be had now; undefined when it can. */
export async function handleFault(db: Db, typed: string): Promise<string | undefined> {
  const checked = checkHandle(typed);
  if (checked.outcome === 'wrong') return checked.why;
  return (await userByHandle(db, checked.handle)) ? takenWords : undefined;
}
