/** Everything that is kept of an account, as one JSON document. */
import { and, asc, eq, gt } from 'drizzle-orm';
import * as schema from '../../db/schema.ts';
import type { Db } from '../../db/transaction.ts';
import type { Visitor } from '../../domain/visitor.ts';
import { recordEvent } from '../events/security-events.ts';
import { placeOf, type Caller } from '../session/caller.ts';

/** The document in pieces: submissions can be many, so they are never all in memory. Secrets and hashes are not data of the owner's. */
export async function* exportAccount(caller: Caller, visitor: Visitor): AsyncGenerator<string> {
  const { db } = caller.locals.app.database;
  await recordEvent(db, visitor.id, 'data-exported', placeOf(caller));
  const facts = await factsOf(db, visitor.id);
  yield `${JSON.stringify({ version: 1, exportedAt: new Date(), ...facts }, undefined, 2).slice(0, -2)},\n  "submissions": [`;
  let separator = '\n    ';
  for await (const submission of submissionsOf(db, visitor.id)) {
    yield separator + JSON.stringify(submission);
    separator = ',\n    ';
  }
  yield '\n  ]\n}\n';
}

async function factsOf(db: Db, userId: string) {
  const { users, sessions, passkeys, totps, recoveryCodes, oauthAccounts, securityEvents, drafts, steps } = schema;
  const [account] = await db.select().from(users).where(eq(users.id, userId));
  const { passwordHash, ...known } = account!;
  const mySessions = await db.select().from(sessions).where(eq(sessions.userId, userId));
  const myPasskeys = await db.select().from(passkeys).where(eq(passkeys.userId, userId));
  return {
    account: { ...known, hasPassword: passwordHash !== null },
    sessions: mySessions.map(({ createdAt, expiresAt, userAgent, address }) => ({
      createdAt,
      expiresAt,
      userAgent,
      address,
    })),
    passkeys: myPasskeys.map(({ publicKey, ...rest }) => ({ ...rest, publicKey: publicKey.toString('base64url') })),
    authenticator:
      (await db.select({ confirmedAt: totps.confirmedAt }).from(totps).where(eq(totps.userId, userId)))[0] ?? null,
    recoveryCodes: await db
      .select({ usedAt: recoveryCodes.usedAt })
      .from(recoveryCodes)
      .where(eq(recoveryCodes.userId, userId)),
    accountsElsewhere: await db.select().from(oauthAccounts).where(eq(oauthAccounts.userId, userId)),
    securityEvents: await db
      .select()
      .from(securityEvents)
      .where(eq(securityEvents.userId, userId))
      .orderBy(asc(securityEvents.at)),
    steps: await db.select().from(steps).where(eq(steps.userId, userId)).orderBy(asc(steps.at)),
    drafts: await db.select().from(drafts).where(eq(drafts.userId, userId)),
  };
}

const atOnce = 100;

async function* submissionsOf(db: Db, userId: string) {
  const { submissions } = schema;
  const mine = eq(submissions.userId, userId);
  for (let last = ''; ;) {
    const page = and(mine, gt(submissions.id, last));
    const rows = await db.select().from(submissions).where(page).orderBy(asc(submissions.id)).limit(atOnce);
    yield* rows;
    if (rows.length < atOnce) return;
    last = rows.at(-1)!.id;
  }
}
