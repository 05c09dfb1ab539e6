import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';

const root = '/app/attachments';

/** The text of an attachment. The name is as it came in the address, decoded. */
export async function readAttachment(name: string): Promise<string | null> {
  const file = path.join(root, name);
  const steps = path.relative(root, file);
  if (steps === '' || steps === '..' || steps.startsWith('../')) return null;
  if ((await lstat(file)).isSymbolicLink()) return null;
  return await readFile(file, 'utf8');
}
