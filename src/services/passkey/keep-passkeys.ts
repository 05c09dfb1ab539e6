/** The passkeys of an account, as its owner sees them. */
import { and, asc, eq, ne } from 'drizzle-orm';
import { passkeys, users } from '../../db/schema.ts';
import { inTransaction, type Db } from '../../db/transaction.ts';
import type { Visitor } from '../../domain/visitor.ts';
import { recordEvent } from '../events/security-events.ts';
import { placeOf, type Caller } from '../session/caller.ts';

export interface PasskeyFacts {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

export function listPasskeys(db: Db, userId: string): Promise<PasskeyFacts[]> {
  const { id, name, createdAt, lastUsedAt } = passkeys;
  return db
    .select({ id, name, createdAt, lastUsedAt })
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(asc(createdAt));
}

/** Removes one of the visitor's passkeys: not the last one while there is no password. */
export async function removePasskey(
  caller: Caller,
  visitor: Visitor,
  passkeyId: string,
): Promise<'removed' | 'unknown' | 'last-way-in'> {
  return inTransaction(caller.locals.app.database.db, async (tx) => {
    const own = and(eq(passkeys.userId, visitor.id), eq(passkeys.id, passkeyId));
    const [mine] = await tx.select({ name: passkeys.name }).from(passkeys).where(own);
    if (!mine) return 'unknown';
    const others = and(eq(passkeys.userId, visitor.id), ne(passkeys.id, passkeyId));
    const [other] = await tx.select({ id: passkeys.id }).from(passkeys).where(others).limit(1);
    const [user] = await tx.select({ hash: users.passwordHash }).from(users).where(eq(users.id, visitor.id));
    if (!other && user?.hash === null) return 'last-way-in';
    await tx.delete(passkeys).where(own);
    await recordEvent(tx, visitor.id, 'passkey-removed', placeOf(caller), { name: mine.name });
    return 'removed';
  });
}
