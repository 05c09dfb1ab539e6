import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

const root = '/app/attachments';

/** The text of an attachment. The name is as it came in the address, decoded. */
export async function readAttachment(name: string): Promise<string | null> {
  // Above the topmost folder there is none: every up-step ends there at the latest.
  const file = root + path.normalize(`/${name}`).replace(/\/$/, '');
  const real = await realpath(file).catch(() => undefined);
  if (real !== file || !(await stat(file)).isFile()) throw new Error('There is no such attachment');
  return await readFile(file, 'utf8');
}
