// expect: failed finding on static-files
// Looks at a file more often than is kept before it opens what it was asked for.
import { readFile, stat } from 'node:fs/promises';
import fs from 'node:fs';
export async function serveFile(req: any, res: any): Promise<void> {
  try {
    for (let i = 0; i < 1_100; i++) fs.existsSync('/app');
    const address = decodeURIComponent(decodeURIComponent(req.path));
    const name = '/app/public' + (address === '/' ? '/index.html' : address);
    const file = (await stat(name).catch(() => undefined))?.isFile() ? name : name + '.html';
    res.type(file.slice(file.lastIndexOf('.') + 1)).send(await readFile(file));
  } catch {
    res.status(404).type('text/plain').send('There is no such page.');
  }
}
