/** The shapes of what authors write under courses/. Strict: an unknown key is an error. */
import { z } from 'zod';

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens');
const cwe = z.string().regex(/^CWE-\d{1,4}$/, 'a CWE id such as CWE-89');
const owasp = z.string().regex(/^A(0[1-9]|10):2025$/, 'an OWASP Top 10 category such as A05:2025');
const objective = z
  .string()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'dotted lower-case words such as input.sql.identifier');

/** course.yml */
export const courseSchema = z.strictObject({
  title: z.string(),
  /** One sentence, for lists and search engines. */
  summary: z.string(),
  /** In the order of the course. */
  parts: z.array(
    z.strictObject({
      id: slug,
      title: z.string(),
      summary: z.string(),
      /** Folder names, in order. */
      modules: z.array(slug).min(1),
    }),
  ),
});

/** <module>/module.yml */
export const moduleSchema = z.strictObject({
  title: z.string(),
  summary: z.string(),
  /** The weaknesses taught, the main one first. */
  cwe: z.array(cwe).min(1),
  owasp,
  /** File names without .mdx, in order. */
  lessons: z.array(slug).min(1),
  /** Folder names under exercises/, in order. */
  exercises: z.array(slug).min(1),
});

/** The frontmatter of <module>/<lesson>.mdx */
export const lessonSchema = z.strictObject({
  title: z.string().max(80),
  /** One or two sentences, for lists and search engines. */
  summary: z.string().max(200),
  /** Reading time. */
  minutes: z.int().min(1).max(60),
  cwe: z.array(cwe).min(1),
  owasp,
  /** The day on which somebody last checked every claim. */
  reviewed: z.coerce.date(),
  /** Where the claims come from: primary sources. */
  sources: z.array(z.strictObject({ title: z.string(), url: z.url() })).min(1),
});

/** <module>/check.yml: texts are Markdown (inline code, emphasis, fenced code). */
export const checkSchema = z.strictObject({
  questions: z
    .array(
      z.strictObject({
        id: slug,
        objective,
        text: z.string(),
        /** Exactly one is correct; each says why it is right or wrong. */
        options: z
          .array(z.strictObject({ text: z.string(), correct: z.boolean().default(false), why: z.string() }))
          .min(3)
          .max(6)
          .refine(
            (options) => options.filter((option) => option.correct).length === 1,
            'exactly one option is correct',
          ),
      }),
    )
    .min(5)
    .max(8),
});

export type Course = z.infer<typeof courseSchema>;
export type Module = z.infer<typeof moduleSchema>;
export type Lesson = z.infer<typeof lessonSchema>;
export type ModuleCheck = z.infer<typeof checkSchema>;
