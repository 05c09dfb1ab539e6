/** Proving anew, in a session, who is there. */
import type { Visitor } from '../../domain/visitor.ts';
import { recordEvent } from '../events/security-events.ts';
import { isPassword } from '../password/hash-password.ts';
import { takeRecoveryCode } from '../recovery/recovery-codes.ts';
import { placeOf, type Caller } from '../session/caller.ts';
import { proofLimits } from '../throttle/limits.ts';
import { giveBack, takeTry } from '../throttle/throttle.ts';
import { userById } from './find-user.ts';

export type Proof = { outcome: 'done' } | { outcome: 'refused' } | { outcome: 'wait'; seconds: number };

/** Takes the password, or a recovery code in its place. Passkeys prove by an endpoint of their own. */
export async function prove(
  caller: Caller,
  visitor: Visitor,
  typed: { password: string; code: string },
): Promise<Proof> {
  const { database, sessions } = caller.locals.app;
  const limits = proofLimits(visitor.sessionId);
  const seconds = await takeTry(database.db, limits);
  if (seconds > 0) return { outcome: 'wait', seconds };
  const right =
    typed.code.trim() === ''
      ? await isPassword(typed.password.slice(0, 1_000), (await userById(database.db, visitor.id))?.passwordHash)
      : await takeRecoveryCode(caller, visitor.id, typed.code);
  if (!right) {
    await recordEvent(database.db, visitor.id, 'proof-failed', placeOf(caller));
    return { outcome: 'refused' };
  }
  await giveBack(database.db, limits);
  await sessions.prove(visitor.sessionId);
  return { outcome: 'done' };
}
