/** Using a passkey: to sign in, or to prove in a session who is there. */
import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { eq } from 'drizzle-orm';
import { passkeys } from '../../db/schema.ts';
import type { Visitor } from '../../domain/visitor.ts';
import { userById } from '../account/find-user.ts';
import { welcome } from '../account/sign-in.ts';
import { beginCeremony, endCeremony } from '../ceremony/ceremonies.ts';
import type { Caller } from '../session/caller.ts';
import { challengeLimits } from '../throttle/limits.ts';
import { takeTry } from '../throttle/throttle.ts';
import type { PasskeyAnswer } from './new-passkey.ts';
import { relyingParty } from './relying-party.ts';

export type UseOptions =
  { outcome: 'options'; options: PublicKeyCredentialRequestOptionsJSON } | { outcome: 'wait'; seconds: number };

/** A challenge for whichever passkey the browser has; in a session, for one of the visitor's. */
export async function beginUse(caller: Caller, visitor: Visitor | undefined): Promise<UseOptions> {
  const { db } = caller.locals.app.database;
  const seconds = await takeTry(db, challengeLimits(caller));
  if (seconds > 0) return { outcome: 'wait', seconds };
  const mine = visitor && (await db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.userId, visitor.id)));
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(caller).id,
    userVerification: 'required',
    ...(mine && { allowCredentials: mine }),
  });
  await beginCeremony(caller, 'use-passkey', { challenge: options.challenge });
  return { outcome: 'options', options };
}

/** Signs in with the passkey that answers the challenge. It is two factors in one, so no other is asked for. */
export async function signInByPasskey(caller: Caller, response: AuthenticationResponseJSON): Promise<PasskeyAnswer> {
  const userId = await check(caller, response);
  const user = userId === undefined ? undefined : await userById(caller.locals.app.database.db, userId);
  if (!user) return notKnown;
  await welcome(caller, user, 'passkey');
  return { outcome: 'done' };
}

/** Proves with one of the visitor's own passkeys. */
export async function proveByPasskey(
  caller: Caller,
  visitor: Visitor,
  response: AuthenticationResponseJSON,
): Promise<PasskeyAnswer> {
  if ((await check(caller, response)) !== visitor.id) return notKnown;
  await caller.locals.app.sessions.prove(visitor.sessionId);
  return { outcome: 'done' };
}

const notKnown: PasskeyAnswer = {
  outcome: 'wrong',
  why: 'This passkey is not known here, or it answered too late. Try again, or use another way.',
};

/** Whose passkey has answered; undefined when it did not, or is nobody's. */
async function check(caller: Caller, response: AuthenticationResponseJSON): Promise<string | undefined> {
  const { db } = caller.locals.app.database;
  const begun = await endCeremony(caller, 'use-passkey');
  const [row] = await db.select().from(passkeys).where(eq(passkeys.id, response.id));
  if (!begun || !row) return undefined;
  const { origin, id } = relyingParty(caller);
  const credential = { id: row.id, publicKey: new Uint8Array(row.publicKey), counter: row.counter };
  const expected = { expectedChallenge: begun.challenge, expectedOrigin: origin, expectedRPID: id };
  // The library throws for what no authenticator made.
  const verified = await verifyAuthenticationResponse({
    response,
    ...expected,
    credential,
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!verified?.verified) return undefined;
  const { newCounter: counter } = verified.authenticationInfo;
  await db.update(passkeys).set({ counter, lastUsedAt: new Date() }).where(eq(passkeys.id, row.id));
  return row.userId;
}
