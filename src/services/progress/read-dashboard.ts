/** Everything that the dashboard shows of a learner. */
import { courseProgress, type CourseProgress } from '../../domain/course-progress.ts';
import type { Visitor } from '../../domain/visitor.ts';
import type { App } from '../app/open-app.ts';
import { readCourse } from '../course/read-course.ts';
import { tryDatabase } from '../database/try-database.ts';
import { listSubmissions, type SubmissionPage } from '../submissions/list-submissions.ts';
import { readProgress } from './read-progress.ts';

export interface Dashboard {
  readonly progress: CourseProgress;
  readonly recent: SubmissionPage['submissions'];
}

/** Undefined while the database is away. */
export async function readDashboard(app: App, { id }: Visitor): Promise<Dashboard | undefined> {
  const outline = await readCourse();
  const tried = await tryDatabase(() =>
    Promise.all([
      readProgress(app.database.db, app.exercises, id),
      listSubmissions(app, id, { text: '', passed: undefined, after: undefined }, 5),
    ]),
  );
  if (tried.outcome !== 'done') return undefined;
  const [done, { submissions }] = tried.value;
  return { progress: courseProgress(outline, done), recent: submissions };
}
