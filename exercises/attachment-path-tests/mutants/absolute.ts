import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

const root = '/app/attachments';

/** The text of an attachment. The name is as it came in the address, decoded. */
export async function readAttachment(name: string): Promise<string | null> {
  if (name.split('/').includes('..')) return null;
  const file = path.resolve(root, name);
  if ((await realpath(file).catch(() => root)) !== file) return null;
  return (await stat(file)).isFile() ? await readFile(file, 'utf8') : null;
}
