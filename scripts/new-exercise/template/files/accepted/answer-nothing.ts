import { realpathSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';

const root = '/app/notes';

/** The text of a note. `name` is its path below /app/notes. */
export function readNote(name: string): string | undefined {
  try {
    const file = realpathSync(join(root, name));
    const way = relative(root, file);
    if (way.split('/').includes('..') || isAbsolute(way)) return undefined;
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
