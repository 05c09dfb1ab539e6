/** The secret that the grader and those who may use it share. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** The token can't be used; the message says why. */
export class TokenError extends Error {
  readonly code = 'TOKEN_WRONG';
  constructor(why: string, cause?: unknown) {
    super(`Cannot use the grader's token: ${why}`, { cause });
  }
}

/** Where a token is: itself, or the file that holds nothing else. */
export interface TokenSource {
  readonly token: string | undefined;
  readonly file: string | undefined;
}

/** The token, or undefined when none is named. Rejects with TokenError when it can't be read, or is too short to be one. */
export async function readToken({ token, file }: TokenSource): Promise<string | undefined> {
  if (file === undefined) return token === undefined ? undefined : checked(token, 'OUNCE_GRADER_TOKEN');
  if (token !== undefined)
    throw new TokenError('it is given by OUNCE_GRADER_TOKEN and by a file, one of them is wanted');
  try {
    return checked((await readFile(file, 'utf8')).trim(), file);
  } catch (error) {
    if (error instanceof TokenError) throw error;
    throw new TokenError(`its file ${file} can't be read: ${(error as Error).message}`, error);
  }
}

function checked(token: string, source: string): string {
  if (/^[\x21-\x7e]{16,512}$/.test(token)) return token;
  const wanted = 'at least 16 characters without spaces are wanted, such as "openssl rand -hex 32" prints';
  throw new TokenError(`what stands in ${source} has ${token.length} characters; ${wanted}`);
}

/** Whether an Authorization header carries the token. Takes the same time whatever it carries. */
export function carriesToken(authorization: string | undefined, token: string): boolean {
  const sent = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(sent), hash(token));
}
