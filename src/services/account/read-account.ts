/** What the account page shows. */
import { eq } from 'drizzle-orm';
import { users } from '../../db/schema.ts';
import type { Visitor } from '../../domain/visitor.ts';
import { listEvents, type SecurityEvent } from '../events/security-events.ts';
import { listPasskeys, type PasskeyFacts } from '../passkey/keep-passkeys.ts';
import { codesLeft } from '../recovery/recovery-codes.ts';
import type { Caller } from '../session/caller.ts';
import type { SessionFacts } from '../session/sessions.ts';
import { hasAuthenticator } from './sign-in.ts';

export interface Account {
  readonly hasPassword: boolean;
  readonly hasAuthenticator: boolean;
  readonly codesLeft: number;
  readonly passkeys: readonly PasskeyFacts[];
  readonly sessions: readonly SessionFacts[];
  /** The newest. */
  readonly events: readonly SecurityEvent[];
}

const mostEvents = 30;

export async function readAccount({ locals }: Caller, visitor: Visitor): Promise<Account> {
  const { database, sessions } = locals.app;
  const { db } = database;
  const [user] = await db.select({ hash: users.passwordHash }).from(users).where(eq(users.id, visitor.id));
  return {
    hasPassword: user?.hash !== null && user?.hash !== undefined,
    hasAuthenticator: await hasAuthenticator(db, visitor.id),
    codesLeft: await codesLeft(db, visitor.id),
    passkeys: await listPasskeys(db, visitor.id),
    sessions: await sessions.list(visitor.id),
    events: await listEvents(db, visitor.id, mostEvents),
  };
}
