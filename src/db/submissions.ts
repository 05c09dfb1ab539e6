/** Submissions with their verdicts, the newest first. */
import { and, asc, eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import { storable } from './storable.ts';
import { submissions } from './schema.ts';
import type { Db, Transaction } from './transaction.ts';

export type SubmissionRow = typeof submissions.$inferSelect;

/** A line of a list: all but the code and the verdict. */
export type SubmissionLine = Omit<SubmissionRow, 'files' | 'verdict' | 'userId' | 'seed'> & {
  /** Where it stands in the list, to go on from. */
  readonly place: string;
};

/** Keeps a submission. False when its id was taken, by the same sending or by another. */
export async function insertSubmission(db: Db | Transaction, row: SubmissionRow): Promise<boolean> {
  const rows = await db
    .insert(submissions)
    .values({ ...row, files: storable(row.files), verdict: storable(row.verdict) })
    .onConflictDoNothing()
    .returning({ id: submissions.id });
  return rows.length === 1;
}

/** A submission of the user's own. */
export async function findSubmission(db: Db, userId: string, id: string): Promise<SubmissionRow | undefined> {
  const [row] = await db.select().from(submissions).where(isOwn(userId, id));
  return row;
}

/** Forgets a submission of the user's own. False when there is none. */
export async function deleteSubmission(db: Db, userId: string, id: string): Promise<boolean> {
  const rows = await db.delete(submissions).where(isOwn(userId, id)).returning({ id: submissions.id });
  return rows.length === 1;
}

export interface SubmissionFilter {
  /** Of these exercises, or with this text in a file. */
  readonly exercises?: readonly string[] | undefined;
  readonly text?: string | undefined;
  readonly passed?: boolean | undefined;
  /** A `place`: what comes after it. */
  readonly after?: string | undefined;
}

/** One page of a user's submissions. */
export function listSubmissions(
  db: Db,
  userId: string,
  filter: SubmissionFilter,
  limit: number,
): Promise<SubmissionLine[]> {
  const { id, exerciseId, exerciseHash, passed, at } = submissions;
  return (
    db
      .select({ id, exerciseId, exerciseHash, passed, at, place: placeSql })
      .from(submissions)
      .where(and(eq(submissions.userId, userId), ...conditions(filter)))
      // As the index has it, so that nothing is sorted.
      .orderBy(sql`${at} desc nulls last`, asc(id))
      .limit(limit)
  );
}

/** What is a place: 20 digits of a time in UTC, and an id. */
const placePattern = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{6})\.([\w-]{1,80})$/;

/** Whether a text is a place in the list, with a time that there is. */
export function isPlace(text: string): boolean {
  const [, year, month, day, hour, minute, second] = placePattern.exec(text) ?? [];
  const time = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const parsed = new Date(`${time}Z`);
  return year !== '0000' && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(time);
}

const placeSql = sql<string>`to_char(${submissions.at} at time zone 'utc', 'YYYYMMDDHH24MISSUS') || '.' || ${submissions.id}`;

function conditions({ exercises, text, passed, after }: SubmissionFilter): (SQL | undefined)[] {
  const named = exercises && exercises.length > 0 ? inArray(submissions.exerciseId, [...exercises]) : undefined;
  return [
    text === undefined ? named : or(named, holds(text)),
    passed === undefined ? undefined : eq(submissions.passed, passed),
    after === undefined ? undefined : comesAfter(after),
  ];
}

// Reads the user's own rows only: the index leads to them.
function holds(text: string): SQL {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`exists (select from jsonb_each_text(${submissions.files}) file where file.value ilike ${pattern})`;
}

function comesAfter(place: string): SQL {
  const id = placePattern.exec(place)?.at(-1) ?? '';
  const time = place.replace(placePattern, '$1-$2-$3 $4:$5:$6.$7+00');
  // The first condition lets the index begin at the right place.
  return sql`${submissions.at} <= ${time}::timestamptz and (${submissions.at} < ${time}::timestamptz or ${submissions.id} > ${id})`;
}

function isOwn(userId: string, id: string) {
  return and(eq(submissions.id, id), eq(submissions.userId, userId));
}
