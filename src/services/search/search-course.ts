/** Finds lessons and exercises. */
import { findEntries, marks } from '../../db/search-entries.ts';
import type { Db } from '../../db/transaction.ts';
import { segments, tidyQuery, type Found } from '../../domain/search.ts';
import { tryDatabase } from '../database/try-database.ts';

export type Search =
  | { readonly outcome: 'found'; readonly query: string; readonly found: readonly Found[] }
  /** Nothing was asked for. */
  | { readonly outcome: 'empty' }
  | { readonly outcome: 'unavailable'; readonly query: string };

const mostFound = 20;

/** The best pages for what somebody typed: words, "exact phrases", or, -not. */
export async function searchCourse(db: Db, text: string): Promise<Search> {
  const query = tidyQuery(text);
  if (query === '') return { outcome: 'empty' };
  const tried = await tryDatabase(() => findEntries(db, query, mostFound));
  if (tried.outcome !== 'done') return { outcome: 'unavailable', query };
  const found = tried.value.map(({ href, kind, title, excerpt }) => ({
    href,
    kind,
    title: segments(title, marks.begin, marks.end),
    excerpt: segments(excerpt, marks.begin, marks.end),
  }));
  return { outcome: 'found', query, found };
}
