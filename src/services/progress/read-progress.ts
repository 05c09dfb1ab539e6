/** What a learner has done so far. */
import { findSteps } from '../../db/steps.ts';
import { hasVersion, versionsIn, type DoneSteps } from '../../domain/steps.ts';
import type { App } from '../app/open-app.ts';
import type { Db } from '../../db/transaction.ts';

/** The versions of exercises that are served now. */
export type Exercises = ReadonlyMap<string, Pick<NonNullable<ReturnType<App['exercises']['get']>>, 'hash'>>;

/** Every step that is done. */
export async function readProgress(db: Db, exercises: Exercises, userId: string): Promise<DoneSteps> {
  const rows = await findSteps(db, userId);
  const earlier = rows.filter(({ key, detail }) => {
    const exercise = exercises.get(key.replace(/^exercise:/, ''));
    return key.startsWith('exercise:') && exercise && !hasVersion(versionsIn(detail), exercise.hash);
  });
  return {
    steps: Object.fromEntries(rows.map(({ key, at }) => [key, at.toISOString()])),
    earlier: earlier.map(({ key }) => key),
  };
}
