/** Why there is no database: a permanent code, and a sentence that says what happened and what to do. */

export type DatabaseProblem =
  /** Another process uses the data. */
  | 'DATABASE_HELD'
  /** No PostgreSQL for this platform. */
  | 'DATABASE_PROGRAMS_MISSING'
  /** The embedded PostgreSQL can't run for this user. */
  | 'DATABASE_USER_UNFIT'
  /** There is something else where the data should be. */
  | 'DATABASE_FOLDER_FOREIGN'
  | 'DATABASE_FOLDER_UNREADABLE'
  | 'DATABASE_DISK_FULL'
  /** The data were written by another major version of PostgreSQL. */
  | 'DATABASE_VERSION_OTHER'
  | 'DATABASE_NOT_STARTED'
  | 'DATABASE_UNREACHABLE'
  /** The server doesn't let us in, or not as far as we need. */
  | 'DATABASE_REFUSED'
  /** The schema was written by newer code. */
  | 'DATABASE_SCHEMA_NEWER'
  /** The schema is not one that this code made. */
  | 'DATABASE_SCHEMA_FOREIGN'
  /** Cut off, changed, or none at all. */
  | 'BACKUP_UNREADABLE'
  /** What was copied is not what was there. */
  | 'COPY_DIFFERS'
  /** There are rows where a copy should go. */
  | 'COPY_TARGET_USED';

export class DatabaseError extends Error {
  readonly code: DatabaseProblem;
  constructor(code: DatabaseProblem, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** PostgreSQL's five letters for an error, such as 23505, wherever drizzle has wrapped it; undefined for any other error. */
export function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)) return error.code;
  return sqlStateOf(error.cause);
}
