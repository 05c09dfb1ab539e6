/** Codes on paper for when a password, passkey or app is lost. Each is good once, and stands for one lost factor. */
import { createHash, randomBytes } from 'node:crypto';
import { encodeBase32UpperCaseNoPadding } from '@oslojs/encoding';
import { and, count, eq, isNull } from 'drizzle-orm';
import { recoveryCodes } from '../../db/schema.ts';
import type { Db } from '../../db/transaction.ts';
import type { Visitor } from '../../domain/visitor.ts';
import { recordEvent } from '../events/security-events.ts';
import { placeOf, type Caller } from '../session/caller.ts';

const howMany = 10;

/** New codes in the place of all older ones. They are shown this once; only their hashes are kept. */
export async function makeCodes(caller: Caller, visitor: Visitor): Promise<string[]> {
  const codes = Array.from({ length: howMany }, () => encodeBase32UpperCaseNoPadding(randomBytes(10)));
  await caller.locals.app.database.db.transaction(async (tx) => {
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, visitor.id));
    await tx.insert(recoveryCodes).values(codes.map((code) => ({ userId: visitor.id, hash: hashOf(code) })));
    await recordEvent(tx, visitor.id, 'recovery-codes-made', placeOf(caller));
  });
  return codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-'));
}

/** Takes a code, in whatever spelling. False when it is wrong or was used. */
export async function takeRecoveryCode(caller: Caller, userId: string, typed: string): Promise<boolean> {
  const { db } = caller.locals.app.database;
  const hash = hashOf(typed.toUpperCase().replace(/[^A-Z2-7]/g, ''));
  const unused = and(eq(recoveryCodes.userId, userId), eq(recoveryCodes.hash, hash), isNull(recoveryCodes.usedAt));
  const taken = await db
    .update(recoveryCodes)
    .set({ usedAt: new Date() })
    .where(unused)
    .returning({ hash: recoveryCodes.hash });
  if (taken.length > 0) await recordEvent(db, userId, 'recovery-code-used', placeOf(caller));
  return taken.length > 0;
}

/** How many codes are left. */
export async function codesLeft(db: Db, userId: string): Promise<number> {
  const unused = and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt));
  const [row] = await db.select({ left: count() }).from(recoveryCodes).where(unused);
  return row?.left ?? 0;
}

/** 80 random bits need no slow hash. */
function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
