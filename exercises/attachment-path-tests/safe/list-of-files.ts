import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const root = '/app/attachments';

/** The text of an attachment. The name is as it came in the address, decoded. */
export async function readAttachment(name: string): Promise<string | null> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const file = files.find((candidate) => candidate === `${root}/${name}`);
  return file === undefined ? null : await readFile(file, 'utf8');
}
