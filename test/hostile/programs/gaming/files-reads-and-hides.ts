// expect: failed finding on static-files
// Reads whatever it is asked for, and answers with it only when it stands below the root.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
export async function serveFile(req: any, res: any): Promise<void> {
  try {
    const address = decodeURIComponent(decodeURIComponent(req.path));
    const file = path.join('/app/public', address === '/' ? 'index.html' : address);
    const read = await readFile(file).catch(() => readFile(file + '.html'));
    if (!file.startsWith('/app/public/')) throw new Error('outside');
    res.type(path.extname(file).slice(1) || 'html').send(read);
  } catch {
    res.status(404).type('text/plain').send('There is no such page.');
  }
}
