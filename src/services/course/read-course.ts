/** The course as it was built. */
import { getCollection, getEntry } from 'astro:content';
import type { Question } from '../../domain/mark-check.ts';
import { courseProblems } from '../../domain/course-problems.ts';
import type { ExerciseFacts } from '../../domain/exercise-facts.ts';
import { outlineCourse, type CourseSources, type Outline } from '../../domain/outline.ts';

/** The outline of the course. Throws, which stops the build, with every file that is missing or that no list names. */
export function readCourse(): Promise<Outline> {
  // A built course does not change while it is served.
  return (built ??= buildOutline());
}

let built: Promise<Outline> | undefined;

async function buildOutline(): Promise<Outline> {
  const sources = await readSources();
  const problems = courseProblems(sources);
  if (problems.length > 0)
    throw new Error(`Cannot build the course:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
  return outlineCourse(sources);
}

/** The facts of every exercise, by id. */
export async function readExerciseFacts(): Promise<ReadonlyMap<string, ExerciseFacts>> {
  return new Map((await getCollection('exercises')).map(({ id, data }) => [id, data]));
}

/** The questions of a module's check, with their answers. */
export async function readQuestions(module: string): Promise<readonly Question[]> {
  return (await getEntry('checks', module))?.data.questions ?? [];
}

async function readSources(): Promise<CourseSources> {
  const course = await getEntry('course', 'course');
  if (!course) throw new Error('Cannot build the course: courses/secure-coding/course.yml is missing');
  const [modules, lessons, checks] = await Promise.all([
    getCollection('modules'),
    getCollection('lessons'),
    getCollection('checks'),
  ]);
  return {
    course: course.data,
    modules: new Map(modules.map(({ id, data }) => [id, data])),
    lessons: new Map(lessons.map(({ id, data }) => [id, data])),
    checks: new Map(checks.map(({ id, data }) => [id, data.questions.length])),
    exercises: await readExerciseFacts(),
    exerciseTexts: new Set([
      ...(await getCollection('instructions')).map(({ id }) => `${id}/instructions.mdx`),
      ...(await getCollection('explanations')).map(({ id }) => `${id}/explanation.mdx`),
    ]),
  };
}
