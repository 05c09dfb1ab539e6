import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

const root = '/app/attachments';

/** The text of an attachment. The name is as it came in the address, decoded. */
export async function readAttachment(name: string): Promise<string | null> {
  const file = await realpath(path.join(root, name)).catch(() => root);
  if (!file.startsWith(root)) return null;
  return (await stat(file)).isFile() ? await readFile(file, 'utf8') : null;
}
