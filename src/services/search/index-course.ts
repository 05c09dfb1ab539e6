/** Brings the search index to what was built. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { replaceEntries } from '../../db/search-entries.ts';
import type { Db } from '../../db/transaction.ts';

const entriesSchema = z.array(
  z.strictObject({ key: z.string(), href: z.string(), kind: z.string(), title: z.string(), body: z.string() }),
);

/** Reads the entries that the build wrote; what is the same is left alone. Gives back how many rows it changed. */
export async function indexCourse(db: Db, file: string): Promise<number> {
  return replaceEntries(db, entriesSchema.parse(JSON.parse(await readFile(file, 'utf8'))));
}
