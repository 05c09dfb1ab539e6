/** A learner's submissions, page by page. */
import { isPlace, listSubmissions as listRows, type SubmissionLine } from '../../db/submissions.ts';
import type { App } from '../app/open-app.ts';

export interface SubmissionQuery {
  /** Words of an exercise's title, or a text in the code. */
  readonly text: string;
  readonly passed: boolean | undefined;
  /** The `place` of the last one that was seen. */
  readonly after: string | undefined;
}

export interface SubmissionPage {
  readonly submissions: readonly SubmissionLine[];
  /** What to ask for next; undefined at the end. */
  readonly next: string | undefined;
}

const mostText = 100;

/** A query as it stands in an address; what is not understood counts as not said. */
export function readQuery(parameters: URLSearchParams): SubmissionQuery {
  const after = parameters.get('after') ?? '';
  const text = (parameters.get('q') ?? '').trim().toWellFormed().replaceAll('\0', '').slice(0, mostText);
  return {
    text,
    passed: { yes: true, no: false }[parameters.get('passed') ?? ''],
    after: isPlace(after) ? after : undefined,
  };
}

/** One page of a user's own submissions, the newest first. */
export async function listSubmissions(
  { database, exercises }: Pick<App, 'database' | 'exercises'>,
  userId: string,
  { text, passed, after }: SubmissionQuery,
  size = 20,
): Promise<SubmissionPage> {
  const words = text.toLowerCase();
  const named = [...exercises.values()].filter(({ id, title }) => `${id} ${title}`.toLowerCase().includes(words));
  const filter = text === '' ? {} : { text, exercises: named.map(({ id }) => id) };
  const rows = await listRows(database.db, userId, { ...filter, passed, after }, size + 1);
  const shown = rows.slice(0, size);
  return { submissions: shown, next: rows.length > size ? shown.at(-1)?.place : undefined };
}
