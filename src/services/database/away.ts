/** Whether an error says that the database does not answer, rather than that something was asked wrongly. */
import { sqlStateOf } from '../../db/database-error.ts';

const codes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH']);

/** Class 08, 53, 57 and 58 of PostgreSQL's codes: connection, resources, shut down, disk. Then: no lock in time, lost against others. */
const states = /^(?:08|53|57|58|55P03|40001|40P01)/;

/** Looks at the error and what caused it. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (states.test(sqlStateOf(error) ?? '')) return true;
  if ('code' in error && codes.has(String(error.code)) && ('address' in error || 'syscall' in error)) return true;
  if (/^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout)/.test(error.message))
    return true;
  return isDatabaseAway(error.cause);
}
