/** Takes what was done without an account, or without a connection, into the account. Twice is harmless. */
import { notePasses } from '../../db/steps.ts';
import { inTransaction, type Db } from '../../db/transaction.ts';
import type { Files, Merged, SentDraft } from '../../domain/draft.ts';
import { markSteps } from './mark-steps.ts';
import { saveDraftIn } from './save-draft.ts';

export interface Brought {
  /** When each was done, by the step's key. */
  readonly steps: Readonly<Record<string, string>>;
  /** By exercise: the beginning of the hash of the version that was passed, as a signed cookie tells it. */
  readonly passes: Readonly<Record<string, string>>;
  readonly drafts: readonly {
    readonly exercise: { readonly id: string; readonly starter: Files };
    readonly sent: SentDraft;
  }[];
}

/** Keeps all of it or nothing. Gives back what became of each draft, in their order. */
export function bringAlong(
  db: Db,
  userId: string,
  brought: Brought,
  markable: ReadonlySet<string>,
  now: Date,
): Promise<Merged[]> {
  return inTransaction(
    db,
    async (tx) => {
      await markSteps(tx, userId, brought.steps, markable, now);
      for (const exercise of Object.keys(brought.passes).sort()) {
        const versions = { [brought.passes[exercise]!]: now.toISOString() };
        await notePasses(tx, userId, `exercise:${exercise}`, versions, now);
      }
      const merged = new Map<string, Merged>();
      for (const { exercise, sent } of inOrder(brought.drafts))
        merged.set(exercise.id, await saveDraftIn(tx, userId, exercise, sent));
      return brought.drafts.map(({ exercise }) => merged.get(exercise.id)!);
    },
    'read committed',
  );
}

/** Always the same order, so that two who bring the same wait for each other once and not in a circle. */
function inOrder(drafts: Brought['drafts']): Brought['drafts'] {
  return drafts.toSorted((a, b) => (a.exercise.id < b.exercise.id ? -1 : 1));
}
