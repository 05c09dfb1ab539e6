/** Sentences for what goes wrong on the way to a server. A password is in none of them. */
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { DatabaseError, sqlStateOf } from './database-error.ts';

/** Where a URL leads: host, port and database. */
export function placeOf(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? hostname;
  return `${decodeURIComponent(pathname.slice(1)) || 'the user’s database'} on ${host || 'this machine'}${port ? `:${port}` : ''}`;
}

/** The DatabaseError for a failure to connect or to set up; any other failure as it was. */
export function explainConnection(error: unknown, place: string): unknown {
  if (error instanceof DatabaseError) return error;
  const why = driversError(error);
  const state = sqlStateOf(error) ?? '';
  if (state.startsWith('28') || state === '42501') return refused(place, 'the user, its password or its rights', why);
  if (state === '3D000') return refused(place, 'the name of the database', why);
  if (isUnreachable(why, state)) {
    return new DatabaseError(
      'DATABASE_UNREACHABLE',
      `Cannot reach the database ${place}: ${why.message || codeOf(why)}. Start the server, or mend OUNCE_DATABASE_URL`,
      error,
    );
  }
  return error;
}

function refused(place: string, what: string, why: Error): DatabaseError {
  return new DatabaseError(
    'DATABASE_REFUSED',
    `Cannot use the database ${place}: ${why.message}. Mend ${what} in OUNCE_DATABASE_URL`,
    why,
  );
}

function isUnreachable(why: Error, state: string): boolean {
  if (state.startsWith('08') || state.startsWith('57P') || state === '53300') return true;
  return (
    /^(?:ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|ENOENT|EPIPE)/.test(codeOf(why)) ||
    /timeout|terminated|SSL|certificate/i.test(why.message)
  );
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}

/** Drizzle wraps the driver's error, and Node those of several addresses. */
function driversError(error: unknown): Error {
  if (error instanceof AggregateError) return driversError(error.errors[0]);
  if (error instanceof DrizzleQueryError) return driversError(error.cause);
  return error instanceof Error ? error : new Error(String(error));
}
