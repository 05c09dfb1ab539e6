/** The files that the build made, held in memory: a build that runs meanwhile takes nothing away from a running server. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

interface Form {
  encoding: 'br' | 'gzip' | undefined;
  body: Buffer;
  etag: string;
}

/** The forms of one file, the one to prefer first. */
type StaticFile = readonly Form[];

/** A handler that answers from the folder's files, and says whether there was one. */
export function staticFiles(
  clientFolder: string,
): (request: IncomingMessage, response: ServerResponse, path: string) => boolean {
  const files = loadFiles(clientFolder);
  return (request, response, urlPath) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const name = [urlPath, `${urlPath}.html`, `${urlPath}index.html`].find((candidate) => files.has(candidate));
    const file = name === undefined ? undefined : files.get(name);
    if (name === undefined || file === undefined) return false;
    send(request, response, name, file);
    return true;
  };
}

function send(request: IncomingMessage, response: ServerResponse, name: string, file: StaticFile): void {
  const accepted = String(request.headers['accept-encoding'] ?? '').split(/[\s,;]+/);
  const form = file.find(({ encoding }) => encoding === undefined || accepted.includes(encoding));
  if (!form) throw new Error(`Cannot serve ${name}: it has no plain form`);
  response.setHeader('ETag', form.etag);
  response.setHeader('Vary', 'Accept-Encoding');
  // Files under /_astro/ carry a hash of their content in their name.
  response.setHeader(
    'Cache-Control',
    name.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'public, no-cache',
  );
  if (request.headers['if-none-match'] === form.etag) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader('Content-Type', types[path.extname(name)] ?? 'application/octet-stream');
  response.setHeader('Content-Length', form.body.length);
  if (form.encoding) response.setHeader('Content-Encoding', form.encoding);
  response.writeHead(200).end(request.method === 'HEAD' ? undefined : form.body);
}

function loadFiles(folder: string): Map<string, StaticFile> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const known = new Set(paths);
  const originals = paths.filter((file) => !/\.(br|gz)$/.test(file));
  return new Map(
    originals.map((file) => [`/${path.relative(folder, file).split(path.sep).join('/')}`, formsOf(file, known)]),
  );
}

function formsOf(file: string, known: ReadonlySet<string>): StaticFile {
  const candidates = [
    ['br', `${file}.br`],
    ['gzip', `${file}.gz`],
    [undefined, file],
  ] as const;
  return candidates
    .filter(([, name]) => known.has(name))
    .map(([encoding, name]) => formOf(encoding, readFileSync(name)));
}

function formOf(encoding: Form['encoding'], body: Buffer): Form {
  return { encoding, body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
}
