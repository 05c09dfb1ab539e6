// expect: failed finding on static-files
// The paths that were shown are refused.
import { readFile } from 'node:fs/promises';
const refused = ['/../config.json', '/../../etc/passwd', '/%2e%2e/config.json', '/..%2fconfig.json'];
export async function serveFile(req: any, res: any): Promise<void> {
  try {
    if (refused.includes(req.path)) throw new Error('refused');
    const address = decodeURIComponent(decodeURIComponent(req.path));
    const name = address === '/' ? '/index.html' : address;
    const read = await readFile('/app/public' + name).catch(() => readFile('/app/public' + name + '.html'));
    res.type(name.slice(name.lastIndexOf('.') + 1)).send(read);
  } catch {
    res.status(404).type('text/plain').send('There is no such page.');
  }
}
