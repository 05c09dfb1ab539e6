/** Keeps what was graded: the files, the verdict, and the pass when it is one. */
import { randomBytes } from 'node:crypto';
import type { Verdict } from '@ounce/sandbox';
import { notePasses } from '../../db/steps.ts';
import { findSubmission, insertSubmission } from '../../db/submissions.ts';
import { inTransaction, type Db } from '../../db/transaction.ts';
import { tryDatabase } from '../database/try-database.ts';

export interface Submitted {
  /** Chosen by the sender, so that sending it twice keeps it once; undefined: it is sent once. */
  readonly id: string | undefined;
  readonly files: Readonly<Record<string, string>>;
  readonly verdict: Verdict;
}

export type Kept =
  | { readonly outcome: 'kept' | 'already'; readonly id: string }
  /** The database can't be asked, the account is gone, or the id was taken by something else. */
  | { readonly outcome: 'not-kept' };

/** Keeps a submission; never throws for a database that is away, since the verdict is worth more. */
export async function keepSubmission(db: Db, userId: string, submitted: Submitted, now: Date): Promise<Kept> {
  const id = submitted.id ?? randomBytes(16).toString('hex');
  const tried = await tryDatabase(() =>
    inTransaction(db, (tx) => keep(tx, userId, { ...submitted, id }, now), 'read committed'),
  );
  if (tried.outcome !== 'done') return { outcome: 'not-kept' };
  if (tried.value) return { outcome: 'kept', id };
  const own = await tryDatabase(() => findSubmission(db, userId, id));
  const same = own.outcome === 'done' && own.value?.exerciseId === submitted.verdict.exercise.id;
  return same ? { outcome: 'already', id } : { outcome: 'not-kept' };
}

async function keep(
  tx: Parameters<typeof insertSubmission>[0],
  userId: string,
  { id, files, verdict }: Submitted & { id: string },
  at: Date,
): Promise<boolean> {
  const { exercise, seed, status } = verdict;
  const passed = status === 'passed';
  const facts = { exerciseId: exercise.id, exerciseHash: exercise.hash, seed, passed, at };
  const isNew = await insertSubmission(tx, { id, userId, files: { ...files }, verdict, ...facts });
  if (isNew && passed) {
    await notePasses(tx, userId, `exercise:${exercise.id}`, { [exercise.hash.slice(0, 12)]: at.toISOString() }, at);
  }
  return isNew;
}
