/** Deleting an account, with everything that belongs to it. */
import { eq } from 'drizzle-orm';
import { users } from '../../db/schema.ts';
import { keyOf } from '../../domain/handle.ts';
import type { Visitor } from '../../domain/visitor.ts';
import { recordEvent } from '../events/security-events.ts';
import { placeOf, type Caller } from '../session/caller.ts';
import { endSession } from '../session/carry-session.ts';

export type Deletion = { outcome: 'done' } | { outcome: 'wrong'; why: string };

/** Deletes when the handle was typed to confirm it. The record of security events stays, under the account's random id. */
export async function deleteAccount(caller: Caller, visitor: Visitor, typed: string): Promise<Deletion> {
  if (keyOf(typed.trim()) !== keyOf(visitor.handle))
    return { outcome: 'wrong', why: `Type “${visitor.handle}” to confirm.` };
  await caller.locals.app.database.db.transaction(async (tx) => {
    await tx.delete(users).where(eq(users.id, visitor.id));
    await recordEvent(tx, visitor.id, 'account-deleted', placeOf(caller));
  });
  await endSession(caller);
  return { outcome: 'done' };
}
