/** Loads the facts and hints of each exercise, the hints' Markdown rendered at build time. */
import { listExercises } from '@ounce/sandbox';
import type { Loader } from 'astro/loaders';
import { z } from 'zod';

/** What pages get of an exercise that the build knows; what runs is read again by the server at its start. */
export const exerciseDataSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  module: z.string(),
  minutes: z.number(),
  weakness: z.array(z.string()),
  hintsHtml: z.array(z.string()),
});

/** A content loader over the exercises' folder. */
export function exercisesLoader(folder: string): Loader {
  return {
    name: 'ounce-exercises',
    async load(context) {
      const { store } = context;
      store.clear();
      for (const { id, title, kind, module, minutes, weakness, hints } of await listExercises(folder)) {
        const hintsHtml = await Promise.all(hints.map(async (hint) => (await context.renderMarkdown(hint)).html));
        store.set({
          id,
          data: await context.parseData({
            id,
            data: { id, title, kind, module, minutes, weakness: [...weakness], hintsHtml },
          }),
        });
      }
    },
  };
}
