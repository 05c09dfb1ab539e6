// expect: failed finding on static-files
// Nothing is ever found.
export function serveFile(_req: any, res: any): void {
  res.status(404).type('text/plain').send('There is no such page.');
}
