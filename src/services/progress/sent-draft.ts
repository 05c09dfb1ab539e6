/** A draft as it was sent, as one that can be saved. */
import type { z } from 'zod';
import { draftBytes, sizeOf, type draftSchema, type Files, type SentDraft } from '../../domain/draft.ts';
import type { Problem } from '../../domain/problem.ts';
import type { App } from '../app/open-app.ts';
import { starterOf } from '../exercise/workspace-of.ts';

export type Sent =
  | {
      readonly outcome: 'sent';
      readonly exercise: { readonly id: string; readonly starter: Files };
      readonly sent: SentDraft;
    }
  | { readonly outcome: 'problem'; readonly problem: Problem };

/** The draft for an exercise that is there, within the limits of a submission. */
export function sentDraft(app: App, id: string, draft: z.infer<typeof draftSchema>, now: Date): Sent {
  const exercise = app.exercises.get(id);
  if (!exercise) return { outcome: 'problem', problem: { name: 'not-found', detail: `There is no exercise "${id}".` } };
  const size = sizeOf(draft.files);
  if (size > draftBytes) {
    const detail = `The files have ${Math.ceil(size / 1024)} KB together, ${draftBytes / 1024} KB are possible.`;
    return { outcome: 'problem', problem: { name: 'too-large', detail } };
  }
  const { files, base, keepPrevious, ageMs, hash } = draft;
  const savedAt = new Date(now.getTime() - ageMs);
  return {
    outcome: 'sent',
    exercise: { id, starter: starterOf(exercise) },
    sent: { files, base, keepPrevious, savedAt, exerciseHash: hash },
  };
}
