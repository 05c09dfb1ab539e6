/** What a page shows of a learner's own work on an exercise. */
import type { LoadedExercise } from '@ounce/sandbox';
import { readAnswerText } from '../../domain/answer-form.ts';
import { isSameVersion, type Draft, type Files } from '../../domain/draft.ts';
import { readSubmission, type Submission } from '../submissions/read-submission.ts';
import { tryDatabase } from '../database/try-database.ts';
import { readDraft } from './read-draft.ts';

export interface VisitorsWork {
  readonly draft: Draft | undefined;
  /** A submission that was asked for, to go on from. */
  readonly opened: Submission | undefined;
  /** What to show in the place of the starter, file by file. */
  readonly files: Files;
  /** Whether the account could not be asked. */
  readonly away: boolean;
}

const nothing: VisitorsWork = { draft: undefined, opened: undefined, files: {}, away: false };

/** The draft, and the submission with the id that the page's address names. */
export async function workOfVisitor(
  { app, visitor }: App.Locals,
  exercise: LoadedExercise,
  submissionId: string | null,
): Promise<VisitorsWork> {
  if (!visitor) return nothing;
  const { db } = app.database;
  const tried = await tryDatabase(async () => ({
    draft: await readDraft(db, visitor.id, exercise.id),
    asked: submissionId === null ? undefined : await readSubmission(db, visitor.id, submissionId),
  }));
  if (tried.outcome !== 'done') return { ...nothing, away: true };
  const { draft, asked } = tried.value;
  const opened = asked?.exerciseId === exercise.id ? asked : undefined;
  const current = draft && isSameVersion(draft.exerciseHash, exercise.hash) ? draft.files : {};
  return { draft, opened, files: fitting(exercise, opened?.files ?? current), away: false };
}

/** Files that the exercise has; an answer only when it can be read as one. */
function fitting(exercise: LoadedExercise, files: Files): Files {
  const known = Object.entries(files).filter(([name]) => Object.hasOwn(exercise.files, name));
  return Object.fromEntries(
    known.filter(([name, text]) => name !== 'answer.json' || readAnswerText(text) !== undefined),
  );
}
