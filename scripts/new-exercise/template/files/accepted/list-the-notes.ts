import fs from 'node:fs/promises';

const root = '/app/notes';

/** The text of a note. `name` is its path below /app/notes. */
export async function readNote(name: string): Promise<string> {
  const file = (await notesBelow(root, '')).get(name);
  return file === undefined ? '' : fs.readFile(file, { encoding: 'utf8' });
}

/** Every file below the root by its name, and for a link to one of them the file that it leads to. */
async function notesBelow(folder: string, prefix: string): Promise<Map<string, string>> {
  const notes = new Map<string, string>();
  for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      for (const [name, below] of await notesBelow(file, `${prefix}${entry.name}/`)) notes.set(name, below);
      continue;
    }
    const real = await fs.realpath(file);
    if (real.startsWith(`${root}/`) && (await fs.stat(real)).isFile()) notes.set(prefix + entry.name, real);
  }
  return notes;
}
