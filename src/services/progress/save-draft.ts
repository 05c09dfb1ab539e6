/** Saves the work on an exercise. */
import { insertDraft, lockDraft, replaceDraft } from '../../db/drafts.ts';
import { inTransaction, type Db, type Transaction } from '../../db/transaction.ts';
import { mergeDraft, type Files, type Merged, type SentDraft } from '../../domain/draft.ts';

/** Saves a draft; when something else was saved meanwhile, the newer is the draft and the older is offered beside it. */
export function saveDraft(
  db: Db,
  userId: string,
  exercise: { readonly id: string; readonly starter: Files },
  sent: SentDraft,
): Promise<Merged> {
  // The row is locked, so there is nothing to put in order.
  return inTransaction(db, (tx) => saveDraftIn(tx, userId, exercise, sent), 'read committed');
}

/** The same in a transaction that does more. */
export async function saveDraftIn(
  tx: Transaction,
  userId: string,
  { id, starter }: { readonly id: string; readonly starter: Files },
  sent: SentDraft,
): Promise<Merged> {
  const first = await insertDraft(tx, userId, id, sent);
  if (first) return { outcome: 'saved', draft: first };
  const kept = await lockDraft(tx, userId, id);
  if (!kept) throw new Error(`Cannot save a draft of "${id}": it was there and is gone`);
  const merged = mergeDraft(kept, sent, starter);
  if (merged.outcome !== 'same') await replaceDraft(tx, userId, id, merged.draft);
  return merged;
}
