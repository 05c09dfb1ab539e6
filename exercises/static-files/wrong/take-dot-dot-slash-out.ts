import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Request, Response } from 'ounce:http';

/** Where the wards put what patients may read. */
const root = '/app/public';

const contentTypes = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
]);

/** Answers every address that no other route has taken. */
export async function serveFile(req: Request, res: Response): Promise<void> {
  try {
    const file = await findFile(decodeURIComponent(req.path));
    const content = await readFile(file);
    res.set('Content-Type', contentTypes.get(path.extname(file).toLowerCase()) ?? 'application/octet-stream');
    res.send(content);
  } catch {
    res.status(404).type('text/plain').send('There is no such page.');
  }
}

/** The file that an address stands for. A short address, as on printed leaflets, leaves `.html` out. */
async function findFile(address: string): Promise<string> {
  if (address === '/') return path.join(root, 'index.html');

  // The newsletter service encodes the links in its mails a second time.
  const name = decodeURIComponent(address).replaceAll('../', '');
  const file = path.join(root, name);
  return (await isFile(file)) ? file : `${file}.html`;
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
