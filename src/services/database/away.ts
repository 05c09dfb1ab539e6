/** Whether an error says that the database does not answer, rather than that something was asked wrongly. */
import { sqlStateOf } from '../../db/database-error.ts';

const codes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH']);

/** Looks at the error and what caused it. Classes 08, 53 and 57 of PostgreSQL's codes: connection, resources, shut down. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/^(?:08|53|57)/.test(sqlStateOf(error) ?? '')) return true;
  if ('code' in error && codes.has(String(error.code)) && ('address' in error || 'syscall' in error)) return true;
  if (/^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout)/.test(error.message))
    return true;
  return isDatabaseAway(error.cause);
}
