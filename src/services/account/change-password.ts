/** A new password: the first one, or another. */
import { eq } from 'drizzle-orm';
import { users } from '../../db/schema.ts';
import { passwordProblem } from '../../domain/password.ts';
import type { Visitor } from '../../domain/visitor.ts';
import { recordEvent } from '../events/security-events.ts';
import { hashPassword } from '../password/hash-password.ts';
import { placeOf, type Caller } from '../session/caller.ts';

export type PasswordChange = { outcome: 'done' } | { outcome: 'wrong'; why: string };

/** Sets the password; every other session ends in the same transaction. The caller has seen a fresh proof. */
export async function changePassword(caller: Caller, visitor: Visitor, password: string): Promise<PasswordChange> {
  const { app } = caller.locals;
  const why = passwordProblem(password, visitor.handle, app.commonPasswords);
  if (why !== undefined) return { outcome: 'wrong', why };
  const passwordHash = await hashPassword(password);
  await app.database.db.transaction(async (tx) => {
    await tx.update(users).set({ passwordHash }).where(eq(users.id, visitor.id));
    await app.sessions.endAll(visitor.id, visitor.sessionId, tx);
    await recordEvent(tx, visitor.id, 'password-changed', placeOf(caller));
  });
  return { outcome: 'done' };
}
