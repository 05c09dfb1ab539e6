/** A user for tests that need nothing else of an account. */
import { randomBytes } from 'node:crypto';
import { users } from '#src/db/schema.ts';
import type { Db } from '#src/db/transaction.ts';

/** Adds a learner. Gives back the id. */
export async function makeUser(db: Db, handle = `user-${randomBytes(4).toString('hex')}`): Promise<string> {
  const id = randomBytes(16).toString('hex');
  await db.insert(users).values({ id, handle, handleKey: handle.toLowerCase() });
  return id;
}
