/** The passwords that attackers try first. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Reads the list that stands beside this file: lower case, each once. */
export async function readCommonPasswords(): Promise<ReadonlySet<string>> {
  const text = await readFile(path.join(import.meta.dirname, 'common-passwords.txt'), 'utf8');
  return new Set(text.split('\n').filter((line) => line !== '' && !line.startsWith('# ')));
}
