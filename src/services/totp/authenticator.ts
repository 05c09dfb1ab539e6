/** Authenticator apps: codes of six digits, a new one every 30 s (RFC 6238). */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { generateHOTP } from '@oslojs/otp';
import { and, eq, isNotNull, isNull, lt } from 'drizzle-orm';
import { totps } from '../../db/schema.ts';
import type { Db } from '../../db/transaction.ts';
import type { Visitor } from '../../domain/visitor.ts';
import { recordEvent } from '../events/security-events.ts';
import { placeOf, type Caller } from '../session/caller.ts';
import { openSecret, sealSecret } from './totp-secret.ts';

const stepSeconds = 30;
const digits = 6;

/** The secret that is being set up: the one that was begun, or a new one. Undefined when an app is set up already. */
export async function secretToSetUp(caller: Caller, visitor: Visitor): Promise<Uint8Array | undefined> {
  const { database, secret: key } = caller.locals.app;
  const sealed = sealSecret(randomBytes(20), visitor.id, key);
  await database.db.insert(totps).values({ userId: visitor.id, secret: sealed }).onConflictDoNothing();
  const [row] = await database.db.select().from(totps).where(eq(totps.userId, visitor.id));
  return row && row.confirmedAt === null ? openSecret(row.secret, visitor.id, key) : undefined;
}

/** Confirms the app by its first code. False for a wrong one. */
export async function confirmAuthenticator(caller: Caller, visitor: Visitor, code: string): Promise<boolean> {
  const { database, secret: key } = caller.locals.app;
  const unconfirmed = and(eq(totps.userId, visitor.id), isNull(totps.confirmedAt));
  const [row] = await database.db.select().from(totps).where(unconfirmed);
  const step = row && stepOf(code, openSecret(row.secret, visitor.id, key));
  if (step === undefined) return false;
  const confirmed = await database.db
    .update(totps)
    .set({ confirmedAt: new Date(), lastStep: step })
    .where(unconfirmed)
    .returning({ userId: totps.userId });
  if (confirmed.length === 0) return false;
  await recordEvent(database.db, visitor.id, 'authenticator-added', placeOf(caller));
  return true;
}

/** Takes a code of the user's app. Each is good once, even when it comes twice at the same moment. */
export async function takeCode(db: Db, key: Buffer, userId: string, code: string): Promise<boolean> {
  const mine = and(eq(totps.userId, userId), isNotNull(totps.confirmedAt));
  const [row] = await db.select().from(totps).where(mine);
  const step = row && stepOf(code, openSecret(row.secret, userId, key));
  if (step === undefined) return false;
  const unused = and(mine, lt(totps.lastStep, step));
  const taken = await db.update(totps).set({ lastStep: step }).where(unused).returning({ userId: totps.userId });
  return taken.length > 0;
}

/** Takes the app away. */
export async function removeAuthenticator(caller: Caller, visitor: Visitor): Promise<void> {
  const { db } = caller.locals.app.database;
  const mine = and(eq(totps.userId, visitor.id), isNotNull(totps.confirmedAt));
  const removed = await db.delete(totps).where(mine).returning({ userId: totps.userId });
  if (removed.length > 0) await recordEvent(db, visitor.id, 'authenticator-removed', placeOf(caller));
}

/** The step that the code belongs to: this one, or one before or after, since clocks differ. */
function stepOf(code: string, secret: Uint8Array): number | undefined {
  const now = Math.floor(Date.now() / 1000 / stepSeconds);
  const given = Buffer.from(code.replace(/\s/g, ''));
  return [now, now - 1, now + 1].find((step) => {
    const wanted = Buffer.from(generateHOTP(secret, BigInt(step), digits));
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}
