import { readFile } from 'node:fs/promises';
import path from 'node:path';

const root = '/app/notes';

/** The text of a note. `name` is its path below /app/notes. */
export async function readNote(name: string): Promise<string> {
  if (name.includes('../')) throw new Error('There is no such note');
  return readFile(path.resolve(root, name), 'utf8');
}
