/** Loads each module's check.yml, its Markdown rendered at build time. Stays on the server: it holds the answers. */
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Loader } from 'astro/loaders';
import { parse } from 'yaml';
import { z } from 'zod';
import { checkSchema } from '../../domain/course.ts';

/** What a page gets of a check. */
export const checkDataSchema = z.strictObject({
  questions: z.array(
    z.strictObject({
      id: z.string(),
      html: z.string(),
      options: z.array(z.strictObject({ html: z.string(), correct: z.boolean(), whyHtml: z.string() })),
    }),
  ),
});

/** A content loader over <module>/check.yml under the course's folder. */
export function checksLoader(courseFolder: string): Loader {
  return {
    name: 'ounce-checks',
    async load(context) {
      const { store } = context;
      store.clear();
      for await (const file of glob('*/check.yml', { cwd: courseFolder })) {
        const id = path.dirname(file);
        const { questions } = readCheck(await readFile(path.join(courseFolder, file), 'utf8'), file);
        const html = async (markdown: string): Promise<string> => inline((await context.renderMarkdown(markdown)).html);
        const data = {
          questions: await Promise.all(
            questions.map(async (question) => ({
              id: question.id,
              html: await html(question.text),
              options: await Promise.all(
                question.options.map(async ({ text, correct, why }) => ({
                  html: await html(text),
                  correct,
                  whyHtml: await html(why),
                })),
              ),
            })),
          ),
        };
        store.set({ id, data: await context.parseData({ id, data }) });
      }
    },
  };
}

function readCheck(text: string, file: string): z.infer<typeof checkSchema> {
  const check = checkSchema.safeParse(parse(text));
  if (!check.success) throw new Error(`Cannot read ${file}:\n${z.prettifyError(check.error)}`);
  return check.data;
}

// One paragraph needs no <p>: option texts stand inside labels.
function inline(html: string): string {
  const only = /^\s*<p>((?:(?!<\/?p>)[^])*)<\/p>\s*$/.exec(html);
  return only?.[1] ?? html;
}
