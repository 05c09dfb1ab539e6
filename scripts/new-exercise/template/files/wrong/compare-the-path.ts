import { readFile } from 'node:fs/promises';
import path from 'node:path';

const root = '/app/notes';

/** The text of a note. `name` is its path below /app/notes. */
export async function readNote(name: string): Promise<string> {
  const file = path.resolve(root, name);
  if (!file.startsWith(root + path.sep)) throw new Error('There is no such note');
  return readFile(file, 'utf8');
}
