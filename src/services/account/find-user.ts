/** Users, by what they type and by what we know. */
import { eq } from 'drizzle-orm';
import { users } from '../../db/schema.ts';
import type { Db } from '../../db/transaction.ts';
import { keyOf } from '../../domain/handle.ts';

export type User = typeof users.$inferSelect;

/** The user who goes by a handle, in whatever spelling. */
export async function userByHandle(db: Db, typed: string): Promise<User | undefined> {
  const [user] = await db
    .select()
    .from(users)
    .where(eq(users.handleKey, keyOf(typed.trim().slice(0, 200))));
  return user;
}

/** The user with an id. */
export async function userById(db: Db, id: string): Promise<User | undefined> {
  const [user] = await db.select().from(users).where(eq(users.id, id));
  return user;
}
