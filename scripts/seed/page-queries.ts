/** What every page and endpoint about accounts and progress asks of the database. */
import type { Db } from '#src/db/transaction.ts';
import type { Database } from '#src/db/client.ts';
import type { App } from '#src/services/app/open-app.ts';
import { listEvents } from '#src/services/events/security-events.ts';
import { bringAlong } from '#src/services/progress/bring-along.ts';
import { keepSubmission } from '#src/services/progress/keep-submission.ts';
import { dropOtherDraft, readDraft } from '#src/services/progress/read-draft.ts';
import { readProgress } from '#src/services/progress/read-progress.ts';
import { saveDraft } from '#src/services/progress/save-draft.ts';
import { searchCourse } from '#src/services/search/search-course.ts';
import { openSessions } from '#src/services/session/sessions.ts';
import { listSubmissions } from '#src/services/submissions/list-submissions.ts';
import { deleteSubmission, readSubmission } from '#src/services/submissions/read-submission.ts';

type Parts = Pick<App, 'exercises'> & { database: Pick<Database, 'db'> };

/** By name; each may be asked any number of times. */
export function pageQueries(
  { database: { db }, exercises }: Parts,
  userId: string,
): Record<string, () => Promise<unknown>> {
  const app = { database: { db } as Database, exercises };
  const [exercise] = exercises.keys();
  const all = { text: '', passed: undefined, after: undefined };
  const sessions = openSessions(db, false);
  return {
    'a session': () => sessions.read('a'.repeat(27)),
    'sessions on the account page': () => sessions.list(userId),
    'events on the account page': () => listEvents(db, userId, 30),
    'GET /api/progress': () => readProgress(db, exercises, userId),
    'dashboard: latest runs': () => listSubmissions(app, userId, all, 5),
    runs: () => listSubmissions(app, userId, all),
    'runs, far down': () => listSubmissions(app, userId, { ...all, after: '20260101000000000000.x' }),
    'runs that passed': () => listSubmissions(app, userId, { ...all, passed: true }),
    'runs with a text': () => listSubmissions(app, userId, { ...all, text: 'nowhere to be found' }),
    'a run': () => readSubmission(db, userId, 'seed-none'),
    'deleting a run': () => deleteSubmission(db, userId, 'seed-none'),
    'a draft': () => readDraft(db, userId, exercise ?? ''),
    'letting go of the other draft': () => dropOtherDraft(db, userId, exercise ?? '', new Date(0)),
    search: () => searchCourse(db, 'path traversal'),
    ...writes(db, userId, exercise ?? ''),
  };
}

function writes(db: Db, userId: string, exercise: string): Record<string, () => Promise<unknown>> {
  let count = 0;
  const draft = () => ({
    files: { 'solution.ts': `work ${++count}` },
    savedAt: new Date(),
    exerciseHash: 'a'.repeat(64),
    base: undefined,
    keepPrevious: false,
  });
  const verdict = {
    version: 1,
    status: 'passed',
    exercise: { id: exercise, hash: 'a'.repeat(64) },
    seed: 1,
    checks: [],
    log: { lines: [], dropped: 0 },
    usage: { cpuMs: 1, wallMs: 1, queueMs: 0 },
  } as const;
  return {
    'saving a draft': () => saveDraft(db, userId, { id: exercise, starter: {} }, draft()),
    'keeping a run': () =>
      keepSubmission(
        db,
        userId,
        { id: undefined, files: {}, verdict: { ...verdict, checks: [] } as never },
        new Date(),
      ),
    'bringing along': () => {
      const drafts = [{ exercise: { id: exercise, starter: {} }, sent: draft() }];
      const steps = { 'lesson:seed/1': '2026-01-01T00:00:00Z' };
      return bringAlong(db, userId, { steps, passes: {}, drafts }, new Set(Object.keys(steps)), new Date());
    },
  };
}
