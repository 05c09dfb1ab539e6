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
