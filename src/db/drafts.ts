/** Drafts: one for each user and exercise. */
import { and, eq } from 'drizzle-orm';
import type { Draft, SentDraft } from '../domain/draft.ts';
import { drafts } from './schema.ts';
import type { Db, Transaction } from './transaction.ts';

type Row = typeof drafts.$inferSelect;

/** The draft of a user's work on an exercise. */
export async function findDraft(db: Db, userId: string, exerciseId: string): Promise<Draft | undefined> {
  const [row] = await db.select().from(drafts).where(isDraft(userId, exerciseId));
  return row && draftOf(row);
}

/** The same, and nobody else changes it before the transaction ends. */
export async function lockDraft(tx: Transaction, userId: string, exerciseId: string): Promise<Draft | undefined> {
  const [row] = await tx.select().from(drafts).where(isDraft(userId, exerciseId)).for('update');
  return row && draftOf(row);
}

/** Keeps the first draft; undefined when there is one already. */
export async function insertDraft(
  tx: Transaction,
  userId: string,
  exerciseId: string,
  { exerciseHash, files, savedAt }: SentDraft,
): Promise<Draft | undefined> {
  const values = { userId, exerciseId, exerciseHash, files, savedAt, revision: 1 };
  const [row] = await tx.insert(drafts).values(values).onConflictDoNothing().returning();
  return row && draftOf(row);
}

/** Replaces a draft that is locked. */
export async function replaceDraft(tx: Transaction, userId: string, exerciseId: string, draft: Draft): Promise<void> {
  const { exerciseHash, files, savedAt, revision, other } = draft;
  const values = { exerciseHash, files, savedAt, revision, other: other?.files ?? null };
  await tx
    .update(drafts)
    .set({ ...values, otherSavedAt: other?.savedAt ?? null })
    .where(isDraft(userId, exerciseId));
}

/** Forgets what is offered beside a draft, if it is still the work that was saved then. */
export async function dropOther(db: Db, userId: string, exerciseId: string, otherSavedAt: Date): Promise<void> {
  await db
    .update(drafts)
    .set({ other: null, otherSavedAt: null })
    .where(and(isDraft(userId, exerciseId), eq(drafts.otherSavedAt, otherSavedAt)));
}

function isDraft(userId: string, exerciseId: string) {
  return and(eq(drafts.userId, userId), eq(drafts.exerciseId, exerciseId));
}

function draftOf({ exerciseHash, files, revision, savedAt, other, otherSavedAt }: Row): Draft {
  return {
    exerciseHash,
    files,
    revision,
    savedAt,
    other: other && otherSavedAt ? { files: other, savedAt: otherSavedAt } : undefined,
  };
}
