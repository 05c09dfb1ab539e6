import { promises as fs } from 'node:fs';

const root = '/app/notes';

/** The text of a note. `name` is its path below /app/notes. */
export async function readNote(name: string): Promise<string> {
  if (name.split('/').some((part) => part === '' || part === '..')) throw new RangeError('Not a name of a note');
  const file = await fs.realpath(`${root}/${name}`);
  if (file.slice(0, root.length + 1) !== `${root}/`) throw new RangeError('Not a note');
  return (await fs.readFile(file)).toString();
}
