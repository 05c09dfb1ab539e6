/** What was asked for can't be tried: a wrong argument, a missing file. The message says what to do; exit code 2. */
export class TryError extends Error {
  readonly code = 'CANNOT_TRY';
}
