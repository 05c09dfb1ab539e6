/** What can be found, and finding it. */
import { inArray, sql, type SQL } from 'drizzle-orm';
import { searchEntries } from './schema.ts';
import { inTransaction, type Db } from './transaction.ts';

/** One page that can be found. */
export interface SearchEntry {
  readonly key: string;
  readonly href: string;
  readonly kind: string;
  readonly title: string;
  /** Plain text. */
  readonly body: string;
}

export interface Hit {
  readonly href: string;
  readonly kind: string;
  /** With `begin` and `end` around each word that was searched for. */
  readonly title: string;
  readonly excerpt: string;
}

/** The characters that mark a word that was found; no entry has them. */
export const marks = { begin: '\u0001', end: '\u0002' } as const;

/**
 * PostgreSQL takes "<script>" for a tag and leaves it out, and, in a database without a language, “ for a letter. So a
 * character that is none stands beside them.
 */
const apart = '\u0003';

function takenApart<T extends SearchEntry>(entry: T): T {
  const take = (text: string): string =>
    text.replaceAll('<', `<${apart}`).replace(/[^\p{ASCII}\p{L}\p{N}\p{M}]/gu, `${apart}$&${apart}`);
  return { ...entry, title: take(entry.title), body: take(entry.body) };
}

function together(hit: Hit): Hit {
  return { ...hit, title: hit.title.replaceAll(apart, ''), excerpt: hit.excerpt.replaceAll(apart, '') };
}

/** Makes the index hold these entries and no others. Gives back how many rows it wrote or removed. */
export function replaceEntries(db: Db, given: readonly SearchEntry[]): Promise<number> {
  const entries = given.map(takenApart);
  return inTransaction(db, async (tx) => {
    const { key, href, kind, title, body } = searchEntries;
    const there = await tx.select({ key, href, kind, title, body }).from(searchEntries);
    const before = new Map(there.map((entry) => [entry.key, entry]));
    const wanted = new Set(entries.map((entry) => entry.key));
    const gone = there.filter((entry) => !wanted.has(entry.key)).map((entry) => entry.key);
    const changed = entries.filter((entry) => !isSame(entry, before.get(entry.key)));
    if (gone.length > 0) await tx.delete(searchEntries).where(inArray(key, gone));
    for (const { key: changedKey, ...values } of changed) {
      const insert = tx.insert(searchEntries).values({ key: changedKey, ...values });
      await insert.onConflictDoUpdate({ target: key, set: values });
    }
    return gone.length + changed.length;
  });
}

const headline = `StartSel=${marks.begin}, StopSel=${marks.end}`;

/** The entries that hold all words of a query, the best first; those that hold some of them when none holds all. */
export async function findEntries(db: Db, query: string, limit: number): Promise<Hit[]> {
  return (await findAll(db, plainQuery(query), limit)).map(together);
}

async function findAll(db: Db, query: string, limit: number): Promise<Hit[]> {
  const all = await findBy(db, queryOf(query), limit);
  const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (all.length > 0 || words.length < 2 || isExact(query)) return all;
  return findBy(db, sql`websearch_to_tsquery('english', ${words.join(' or ')})`, limit);
}

function findBy(db: Db, wanted: SQL, limit: number): Promise<Hit[]> {
  const { href, kind, title, body, words } = searchEntries;
  const hits = db.$with('hits').as(
    db
      .select({ href, kind, title, body, rank: sql<number>`ts_rank(${words}, ${wanted})`.as('rank') })
      .from(searchEntries)
      .where(sql`${words} @@ ${wanted}`)
      .orderBy(sql`rank desc`, href)
      .limit(limit),
  );
  // Excerpts are dear, so only of what is shown.
  return db
    .with(hits)
    .select({
      href: hits.href,
      kind: hits.kind,
      title: sql<string>`ts_headline('english', ${hits.title}, ${wanted}, ${`${headline}, HighlightAll=true`})`,
      excerpt: sql<string>`ts_headline('english', ${hits.body}, ${wanted}, ${`${headline}, MaxFragments=2, MaxWords=24, MinWords=8, FragmentDelimiter=" … "`})`,
    })
    .from(hits)
    .orderBy(sql`rank desc`, hits.href);
}

/** The same without signs that are no words, such as the quotes that phones put in. */
function plainQuery(query: string): string {
  return query.replace(/[“”„«»]/g, '"').replace(/[^\p{ASCII}\p{L}\p{N}\p{M}]/gu, ' ');
}

/** Words as people type them; the last may be the beginning of one. */
function queryOf(query: string): SQL {
  const whole = sql`websearch_to_tsquery('english', ${query})`;
  const last = /(?:^|\s)([\p{L}\p{N}]{2,})$/u.exec(query)?.[1];
  if (last === undefined || isExact(query)) return whole;
  const before = query.slice(0, -last.length);
  return sql`(${whole} || (websearch_to_tsquery('english', ${before}) && to_tsquery('english', ${`${last}:*`})))`;
}

/** Whether quotes, - or OR say what is meant. */
function isExact(query: string): boolean {
  return /["-]|\bor\b/i.test(query);
}

function isSame(entry: SearchEntry, before: SearchEntry | undefined): boolean {
  return (['href', 'kind', 'title', 'body'] as const).every((name) => entry[name] === before?.[name]);
}
