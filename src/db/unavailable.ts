/** Whether a failure means that the database can't be asked now, so that asking later may work. */
import { sqlStateOf } from './database-error.ts';

/** Connection lost, shutting down or starting, too many connections, disk full, out of memory. */
const states = /^(?:08...|57P0[1-5]|53...|58...)$/;
const codes = /^(?:ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|ENOENT|EPIPE)/;

/** True for a database that is away, stuck or full; false for a statement that it refused. */
export function isUnavailable(error: unknown): boolean {
  const state = sqlStateOf(error);
  // 57014, 55P03: it gave up waiting. 40001, 40P01: it lost against others a dozen times.
  if (state !== undefined) return states.test(state) || ['57014', '55P03', '40001', '40P01'].includes(state);
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && codes.test(error.code)) return true;
  if (error.cause !== undefined) return isUnavailable(error.cause);
  return /timeout|terminated|not queryable|pool after calling end/i.test(error.message);
}
