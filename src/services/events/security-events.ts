/** What happened to an account: who, what, when, from where. Only ever added to. */
import { desc, eq } from 'drizzle-orm';
import { securityEvents } from '../../db/schema.ts';
import type { Db, Transaction } from '../../db/transaction.ts';
import type { SecurityEventKind } from '../../domain/security-event.ts';
import { newId } from '../account/new-id.ts';
import type { Place } from '../session/sessions.ts';

export interface SecurityEvent extends Place {
  readonly kind: SecurityEventKind;
  readonly at: Date;
  readonly detail: Readonly<Record<string, string>>;
}

/** Adds an event, inside the transaction that made it happen when there is one. */
export async function recordEvent(
  db: Db | Transaction,
  userId: string,
  kind: SecurityEventKind,
  { address, userAgent }: Place,
  detail: Record<string, string> = {},
): Promise<void> {
  const event = { id: newId(), userId, kind, address, userAgent: userAgent.slice(0, 300), detail };
  await db.insert(securityEvents).values(event);
}

/** The user's events, the newest first. */
export async function listEvents(db: Db, userId: string, limit: number): Promise<SecurityEvent[]> {
  const { kind, at, address, userAgent, detail } = securityEvents;
  const rows = await db
    .select({ kind, at, address, userAgent, detail })
    .from(securityEvents)
    .where(eq(securityEvents.userId, userId))
    .orderBy(desc(at))
    .limit(limit);
  return rows.map((row) => ({ ...row, kind: row.kind as SecurityEventKind }));
}
