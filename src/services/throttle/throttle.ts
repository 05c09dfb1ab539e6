/** How often something may be tried, counted in the database for all nodes together. */
import { createHash } from 'node:crypto';
import { and, eq, gt, lte, sql } from 'drizzle-orm';
import { throttles } from '../../db/schema.ts';
import type { Db } from '../../db/transaction.ts';

export interface Limit {
  /** What is counted: of what kind, and for whom. */
  readonly key: string;
  readonly tries: number;
  readonly seconds: number;
}

/** Counts one try under each limit, before it is made, so that trying at once is no way around. Answers the seconds to wait, or 0. */
export async function takeTry(db: Db, limits: readonly Limit[]): Promise<number> {
  const waits = await Promise.all(limits.map((limit) => take(db, limit)));
  return Math.max(0, ...waits);
}

/** Takes the try back from the count: it was no guess. */
export async function giveBack(db: Db, limits: readonly Limit[]): Promise<void> {
  for (const { key } of limits) {
    const mine = and(eq(throttles.key, keyOf(key)), gt(throttles.tries, 0));
    await db
      .update(throttles)
      .set({ tries: sql`${throttles.tries} - 1` })
      .where(mine);
  }
}

/** Forgets counts whose time is over. */
export async function tidyThrottles(db: Db): Promise<void> {
  await db.delete(throttles).where(lte(throttles.expiresAt, new Date()));
}

async function take(db: Db, { key, tries, seconds }: Limit): Promise<number> {
  const now = new Date();
  const fresh = { tries: 1, expiresAt: new Date(now.getTime() + seconds * 1000) };
  const over = sql`${throttles.expiresAt} <= ${now.toISOString()}::timestamptz`;
  const [row] = await db
    .insert(throttles)
    .values({ key: keyOf(key), ...fresh })
    .onConflictDoUpdate({
      target: throttles.key,
      set: {
        tries: sql`case when ${over} then 1 else least(${throttles.tries} + 1, 1000000) end`,
        expiresAt: sql`case when ${over} then excluded.expires_at else ${throttles.expiresAt} end`,
      },
    })
    .returning();
  if (!row || row.tries <= tries) return 0;
  return Math.max(1, Math.ceil((row.expiresAt.getTime() - now.getTime()) / 1000));
}

/** What somebody typed may be long, and is nobody's business in this table. */
function keyOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
