/** The service can't start; the message says what to do. */
export class ServeError extends Error {
  readonly code: 'OPTION_WRONG' | 'TOKEN_MISSING' | 'ADDRESS_TAKEN' | 'ADDRESS_REFUSED';
  constructor(code: ServeError['code'], message: string, cause?: unknown) {
    super(`Cannot serve: ${message}`, { cause });
    this.code = code;
  }
}
