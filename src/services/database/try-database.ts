/** Asking the database for what a page or endpoint can do without when it is away. */
import { sqlStateOf } from '../../db/database-error.ts';
import { isDatabaseAway } from './away.ts';

export type Tried<T> =
  | { readonly outcome: 'done'; readonly value: T }
  /** The database can't be asked now. */
  | { readonly outcome: 'unavailable' }
  /** The account was deleted meanwhile. */
  | { readonly outcome: 'no-account' };

/** What the task gives, or why there is nothing; throws what is neither the database's nor the account's absence. */
export async function tryDatabase<T>(task: () => Promise<T>): Promise<Tried<T>> {
  try {
    return { outcome: 'done', value: await task() };
  } catch (error) {
    // A row that refers to a user who is not there.
    if (sqlStateOf(error) === '23503') return { outcome: 'no-account' };
    if (!isDatabaseAway(error)) throw error;
    return { outcome: 'unavailable' };
  }
}
