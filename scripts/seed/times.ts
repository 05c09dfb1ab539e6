/** How long the queries of pages take. */
import type { LoadedExercise } from '@ounce/sandbox';
import type { Database } from '#src/db/client.ts';
import { seedPrefix } from './fill.ts';
import { pageQueries } from './page-queries.ts';

/** The median of each page's queries, in milliseconds, for the busiest learner. */
export async function timesOf(
  { db }: Pick<Database, 'db'>,
  exercises: ReadonlyMap<string, LoadedExercise>,
): Promise<Record<string, number>> {
  const times: Record<string, number> = {};
  for (const [name, ask] of Object.entries(pageQueries({ database: { db }, exercises }, `${seedPrefix}1`))) {
    const each: number[] = [];
    // Plans, pages and connections are warm then.
    for (let run = 0; run < 10; run++) await ask();
    for (let run = 0; run < 51; run++) {
      const begun = performance.now();
      await ask();
      each.push(performance.now() - begun);
    }
    times[name] = each.sort((a, b) => a - b)[25] ?? 0;
  }
  return times;
}
