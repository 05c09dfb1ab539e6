/** The database of the exercise: SQLite. Both functions are synchronous and throw when the statement fails. */
declare module 'ounce:db' {
  /** Rows as objects. Placeholders: `?` with an array of values, or `:name` with an object. */
  export function query<Row = Record<string, any>>(
    sql: string,
    values?: readonly unknown[] | Readonly<Record<string, unknown>>,
  ): Row[];
  /** Runs an INSERT, UPDATE or DELETE. */
  export function run(
    sql: string,
    values?: readonly unknown[] | Readonly<Record<string, unknown>>,
  ): { changes: number; lastId: number };
}
/**
 * The same database, asynchronously. Between two awaited statements other calls may have their turn; a transaction has
 * the database alone, and statements outside of it wait until it has ended.
 */
declare module 'ounce:db/async' {
  type Values = readonly unknown[] | Readonly<Record<string, unknown>>;
  export function query<Row = Record<string, any>>(sql: string, values?: Values): Promise<Row[]>;
  export function run(sql: string, values?: Values): Promise<{ changes: number; lastId: number }>;
  export interface Transaction {
    query<Row = Record<string, any>>(sql: string, values?: Values): Promise<Row[]>;
    run(sql: string, values?: Values): Promise<{ changes: number; lastId: number }>;
  }
  /** Commits when `work` is done, and rolls back when it throws. Only what `work` is given belongs to the transaction. */
  export function transaction<Result>(work: (transaction: Transaction) => Promise<Result> | Result): Promise<Result>;
}
