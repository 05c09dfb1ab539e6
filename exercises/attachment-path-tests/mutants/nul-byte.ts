import { lstat, readFile } from 'node:fs/promises';

const root = '/app/attachments';

/** The text of an attachment. The name is as it came in the address, decoded. */
export async function readAttachment(name: string): Promise<string | null> {
  let file = root;
  for (const step of name.split('/')) {
    if (step === '' || step === '.' || step === '..') throw new Error('There is no such attachment');
  }
  for (const step of name.replaceAll('\0', '').split('/')) {
    file += `/${step}`;
    const stats = await lstat(file).catch(() => undefined);
    if (!stats || stats.isSymbolicLink()) throw new Error('There is no such attachment');
  }
  if (!(await lstat(file)).isFile()) throw new Error('There is no such attachment');
  return await readFile(file, 'utf8');
}
