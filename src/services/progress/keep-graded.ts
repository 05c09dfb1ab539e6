/** What is remembered of a run, wherever it can be. */
import type { AstroCookies } from 'astro';
import type { Graded } from '../grading/grade-submission.ts';
import { rememberPass } from '../passes/remember-pass.ts';
import { keepSubmission, type Kept } from './keep-submission.ts';

/** Keeps the run in the account; a pass without one, or one that could not be kept, in the browser. Undefined: nobody is signed in. */
export async function keepGraded(
  { locals: { app, visitor }, cookies }: { locals: App.Locals; cookies: AstroCookies },
  { verdict, files, id }: Extract<Graded, { outcome: 'graded' }>,
): Promise<Kept | undefined> {
  // With a session that could not be looked up, the database being away, the run is somebody's, and not kept.
  const somebody = !visitor && cookies.has(app.sessions.cookieName);
  const kept: Kept | undefined = somebody
    ? { outcome: 'not-kept' }
    : visitor && (await keepSubmission(app.database.db, visitor.id, { id, files, verdict }, new Date()));
  const inAccount = kept && kept.outcome !== 'not-kept';
  if (verdict.status === 'passed' && !inAccount) rememberPass(app, cookies, verdict.exercise);
  return kept;
}
