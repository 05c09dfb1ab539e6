/** The files of a form without script: the newest work there is. */
import type { LoadedExercise } from '@ounce/sandbox';
import { draftSchema } from '../../domain/draft.ts';
import { tryDatabase } from '../database/try-database.ts';
import { saveDraft } from './save-draft.ts';
import { sentDraft } from './sent-draft.ts';

/** Saves them as the draft of who is signed in, when they can be one; the page holds them in any case. */
export async function keepSentDraft(
  { app, visitor }: App.Locals,
  exercise: LoadedExercise,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const draft = draftSchema.safeParse({ hash: exercise.hash, files });
  if (!visitor || !draft.success) return;
  const sent = sentDraft(app, exercise.id, draft.data, new Date());
  if (sent.outcome === 'sent') {
    await tryDatabase(() => saveDraft(app.database.db, visitor.id, sent.exercise, sent.sent));
  }
}
