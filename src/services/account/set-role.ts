/** Giving and taking roles, which nobody can do over the web. */
import { asc, eq } from 'drizzle-orm';
import { users } from '../../db/schema.ts';
import type { Db } from '../../db/transaction.ts';
import type { Visitor } from '../../domain/visitor.ts';
import { recordEvent } from '../events/security-events.ts';
import type { Place } from '../session/sessions.ts';
import { userByHandle } from './find-user.ts';

type Role = Visitor['role'];

/** Gives the user a role; what was done is on their record. Undefined when nobody goes by the handle. */
export async function setRole(
  db: Db,
  handle: string,
  role: Role,
  place: Place,
): Promise<{ handle: string; before: Role } | undefined> {
  const user = await userByHandle(db, handle);
  if (!user) return undefined;
  if (user.role !== role) {
    await db.transaction(async (tx) => {
      await tx.update(users).set({ role }).where(eq(users.id, user.id));
      await recordEvent(tx, user.id, 'role-changed', place, { from: user.role, to: role });
    });
  }
  return { handle: user.handle, before: user.role };
}

/** The handles of all operators. */
export async function listOperators(db: Db): Promise<string[]> {
  const rows = await db
    .select({ handle: users.handle })
    .from(users)
    .where(eq(users.role, 'operator'))
    .orderBy(asc(users.handleKey));
  return rows.map(({ handle }) => handle);
}
