/** What the build reads from courses/ and exercises/. An unknown key or a wrong value stops it. */
import { glob } from 'astro/loaders';
import { defineCollection } from 'astro:content';
import { z } from 'zod';
import { checksLoader, checkDataSchema } from './services/course/checks-loader.ts';
import { exercisesLoader, exerciseDataSchema } from './services/exercise/exercises-loader.ts';
import { courseSchema, lessonSchema, moduleSchema } from './domain/course.ts';

const course = 'courses/secure-coding';
const textOnly = z.strictObject({});

export const collections = {
  course: defineCollection({
    loader: glob({ base: course, pattern: 'course.yml', generateId: () => 'course' }),
    schema: courseSchema,
  }),
  modules: defineCollection({
    loader: glob({ base: course, pattern: '*/module.yml', generateId: firstFolder }),
    schema: moduleSchema,
  }),
  lessons: defineCollection({
    loader: glob({ base: course, pattern: '*/*.mdx', generateId: ({ entry }) => entry.replace(/\.mdx$/, '') }),
    schema: lessonSchema,
  }),
  checks: defineCollection({ loader: checksLoader(course), schema: checkDataSchema }),
  exercises: defineCollection({ loader: exercisesLoader('exercises'), schema: exerciseDataSchema }),
  instructions: defineCollection({
    loader: glob({ base: 'exercises', pattern: '*/instructions.mdx', generateId: firstFolder }),
    schema: textOnly,
  }),
  explanations: defineCollection({
    loader: glob({ base: 'exercises', pattern: '*/explanation.mdx', generateId: firstFolder }),
    schema: textOnly,
  }),
};

function firstFolder({ entry }: { entry: string }): string {
  return entry.split('/')[0] ?? entry;
}
