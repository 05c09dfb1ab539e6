/** Which steps learners may mark. */
import { markableSteps } from '../../domain/steps.ts';
import type { App } from '../app/open-app.ts';
import { readCourse } from './read-course.ts';

/** The keys of lessons, checks and hints. */
export async function readMarkable(app: App): Promise<ReadonlySet<string>> {
  const hints = new Map([...app.exercises].map(([id, { hints }]) => [id, hints.length]));
  return markableSteps(await readCourse(), hints);
}
