/** What learners have done, once each. */
import { eq, sql } from 'drizzle-orm';
import { steps } from './schema.ts';
import type { Db, Transaction } from './transaction.ts';

export interface StepRow {
  readonly key: string;
  readonly at: Date;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Everything that a user has done. */
export function findSteps(db: Db, userId: string): Promise<StepRow[]> {
  return db.select({ key: steps.key, at: steps.at, detail: steps.detail }).from(steps).where(eq(steps.userId, userId));
}

/** One thing that a user has done. */
export async function findStep(db: Db, userId: string, key: string): Promise<StepRow | undefined> {
  const [row] = await db
    .select({ key: steps.key, at: steps.at, detail: steps.detail })
    .from(steps)
    .where(sql`${steps.userId} = ${userId} and ${steps.key} = ${key}`);
  return row;
}

/** Notes steps; of two times the earlier stays, and the detail that came later. */
export async function noteSteps(db: Db | Transaction, userId: string, rows: readonly StepRow[]): Promise<void> {
  if (rows.length === 0) return;
  // In one order everywhere, so that two writers don't wait for each other.
  const values = rows.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map((row) => ({ userId, ...row }));
  await db
    .insert(steps)
    .values(values)
    .onConflictDoUpdate({
      target: [steps.userId, steps.key],
      set: {
        at: sql`least(${steps.at}, excluded.at)`,
        detail: sql`${steps.detail} || excluded.detail`,
      },
    });
}

/** Notes that versions of an exercise were passed, beside those that were before; the first time of each counts. */
export async function notePasses(
  db: Db | Transaction,
  userId: string,
  key: string,
  versions: Readonly<Record<string, string>>,
  at: Date,
): Promise<void> {
  await db
    .insert(steps)
    .values({ userId, key, at, detail: { versions } })
    .onConflictDoUpdate({
      target: [steps.userId, steps.key],
      set: {
        at: sql`least(${steps.at}, excluded.at)`,
        detail: sql`jsonb_build_object('versions', (excluded.detail -> 'versions') || coalesce(${steps.detail} -> 'versions', '{}'))`,
      },
    });
}
