/** Making a passkey: for a new account, or one more for one's own. */
import {
  generateRegistrationOptions,
  verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { eq } from 'drizzle-orm';
import { passkeys } from '../../db/schema.ts';
import { sqlStateOf } from '../../db/database-error.ts';
import type { Db, Transaction } from '../../db/transaction.ts';
import type { Visitor } from '../../domain/visitor.ts';
import { browserName } from '../../domain/browser-name.ts';
import { handleFault, makeUser, takenWords, type NewUser } from '../account/sign-up.ts';
import { newId } from '../account/new-id.ts';
import { beginCeremony, endCeremony } from '../ceremony/ceremonies.ts';
import { rememberDevice } from '../device/known-device.ts';
import { recordEvent } from '../events/security-events.ts';
import { placeOf, type Caller } from '../session/caller.ts';
import { beginSession } from '../session/carry-session.ts';
import { challengeLimits, signUpLimits } from '../throttle/limits.ts';
import { takeTry } from '../throttle/throttle.ts';
import { relyingParty } from './relying-party.ts';

export type PasskeyAnswer =
  | { outcome: 'done' }
  /** In words, for beside the button or the field. */
  | { outcome: 'wrong'; why: string; field?: 'handle' }
  | { outcome: 'wait'; seconds: number };

export type NewPasskeyOptions =
  { outcome: 'options'; options: PublicKeyCredentialCreationOptionsJSON } | Exclude<PasskeyAnswer, { outcome: 'done' }>;

/** EdDSA, ES256, RS256. The library's own choice tries out what Node warns of as experimental. */
const algorithms = [-8, -7, -257];

/** The challenge for the passkey of an account that is to be made. */
export async function beginSignUp(caller: Caller, handle: string): Promise<NewPasskeyOptions> {
  const { db } = caller.locals.app.database;
  const seconds = await takeTry(db, [signUpLimits(caller)[1]!]);
  if (seconds > 0) return { outcome: 'wait', seconds };
  const why = await handleFault(db, handle);
  if (why !== undefined) return { outcome: 'wrong', why, field: 'handle' };
  return begin(caller, { id: newId(), handle: handle.normalize('NFC').trim() });
}

/** The challenge for one more passkey. */
export async function beginAdding(caller: Caller, visitor: Visitor): Promise<NewPasskeyOptions> {
  const { db } = caller.locals.app.database;
  const seconds = await takeTry(db, challengeLimits(caller));
  if (seconds > 0) return { outcome: 'wait', seconds };
  const there = await db.$count(passkeys, eq(passkeys.userId, visitor.id));
  if (there >= mostPasskeys) return { outcome: 'wrong', why: `There are ${there} passkeys; remove one first.` };
  return begin(caller, visitor);
}

const mostPasskeys = 20;

async function begin(caller: Caller, { id, handle }: { id: string; handle: string }): Promise<NewPasskeyOptions> {
  const { db } = caller.locals.app.database;
  const mine = await db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.userId, id));
  const options = await generateRegistrationOptions({
    rpName: 'Ounce',
    supportedAlgorithmIDs: algorithms,
    rpID: relyingParty(caller).id,
    userName: handle,
    userDisplayName: handle,
    userID: new TextEncoder().encode(id),
    excludeCredentials: mine,
    // Found without typing a handle, and unlocked by finger, face or PIN: two factors in one.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await beginCeremony(caller, 'new-passkey', { challenge: options.challenge, userId: id, handle });
  return { outcome: 'options', options };
}

/** Makes the account with the passkey that answers the challenge, and signs in. */
export async function endSignUp(caller: Caller, response: RegistrationResponseJSON): Promise<PasskeyAnswer> {
  const { db } = caller.locals.app.database;
  const checked = await check(caller, response);
  if (checked === undefined) return notVerified;
  const seconds = await takeTry(db, [signUpLimits(caller)[0]!]);
  if (seconds > 0) return { outcome: 'wait', seconds };
  const { userId: id, handle, row } = checked;
  const made = await makeBoth(db, caller, { id, handle, passwordHash: null }, row);
  if (made === undefined) return notVerified;
  if (!made) return { outcome: 'wrong', why: takenWords, field: 'handle' };
  await beginSession(caller, { id, handle });
  rememberDevice(caller, id);
  return { outcome: 'done' };
}

/** Undefined when the passkey belongs to somebody already: then there is no new user either. */
async function makeBoth(db: Db, caller: Caller, user: NewUser, row: Row): Promise<boolean | undefined> {
  try {
    return await db.transaction(async (tx) => {
      if (!(await makeUser(tx, caller, user))) return false;
      await tx.insert(passkeys).values(row);
      return true;
    });
  } catch (error) {
    if (sqlStateOf(error) !== '23505') throw error;
    return undefined;
  }
}

/** Keeps the passkey that answers the challenge. */
export async function endAdding(
  caller: Caller,
  visitor: Visitor,
  response: RegistrationResponseJSON,
): Promise<PasskeyAnswer> {
  const checked = await check(caller, response);
  if (checked === undefined || checked.userId !== visitor.id) return notVerified;
  const added = await caller.locals.app.database.db.transaction((tx) => keep(tx, caller, checked.row));
  return added ? { outcome: 'done' } : { outcome: 'wrong', why: 'This passkey is in use already.' };
}

const notVerified: PasskeyAnswer = {
  outcome: 'wrong',
  why: 'The passkey did not answer what was asked, or too late. Try again.',
};

type Row = typeof passkeys.$inferInsert;

async function check(
  caller: Caller,
  response: RegistrationResponseJSON,
): Promise<{ userId: string; handle: string; row: Row } | undefined> {
  const begun = await endCeremony(caller, 'new-passkey');
  if (!begun) return undefined;
  const { origin, id } = relyingParty(caller);
  const expected = {
    expectedChallenge: begun.challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    supportedAlgorithmIDs: algorithms,
  };
  const verified = await verifyRegistrationResponse({ response, ...expected, requireUserVerification: true }).catch(
    unbelievable,
  );
  if (!verified?.verified) return undefined;
  const { credential } = verified.registrationInfo;
  const row = {
    id: credential.id,
    userId: begun.userId,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: (credential.transports ?? []).slice(0, 8).map(String),
    name: browserName(placeOf(caller).userAgent),
  };
  return { ...begun, row };
}

/** What a browser sent and no authenticator made: the library throws, each time with another kind of error. */
function unbelievable(): undefined {
  return undefined;
}

async function keep(tx: Transaction, caller: Caller, row: Row): Promise<boolean> {
  const added = await tx.insert(passkeys).values(row).onConflictDoNothing().returning({ id: passkeys.id });
  if (added.length === 0) return false;
  await recordEvent(tx, row.userId, 'passkey-added', placeOf(caller), { name: row.name });
  return true;
}
