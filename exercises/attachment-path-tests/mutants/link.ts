import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

const root = '/app/attachments';

/** The text of an attachment. The name is as it came in the address, decoded. */
export async function readAttachment(name: string): Promise<string | null> {
  const file = path.join(root, name);
  const steps = path.relative(root, file);
  if (steps === '..' || steps.startsWith('../')) return null;
  const stats = await stat(file).catch(() => undefined);
  return stats?.isFile() ? await readFile(file, 'utf8') : null;
}
