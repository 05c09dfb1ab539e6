/** The HTTP server around the pages: headers, limits, files, and then the page or endpoint itself. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Config } from '../config.ts';
import type { Problem, ProblemName } from '../domain/problem.ts';
import { answerProblem } from './answer-problem.ts';
import { clientAddress } from './client-address.ts';
import { readBody } from './read-body.ts';
import { foreignReason } from './same-origin.ts';
import { securityHeaders } from './security-headers.ts';
import { staticFiles } from './static-files.ts';
import { tidyPath } from './tidy-path.ts';

/** The handler that Astro builds in middleware mode. */
export type Render = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
  locals: object,
) => Promise<void>;

/** What the server needs. */
export interface HostParts {
  readonly config: Pick<Config, 'trustedProxies' | 'hstsSeconds'>;
  readonly clientFolder: string;
  readonly render: Render;
  /** Given to every page, with the client's address added. */
  readonly locals: object;
  /** Asked for each request, since the port may be known only after listening. */
  readonly origins: () => ReadonlySet<string>;
}

/** Makes the server; the caller lets it listen. */
export function createHost(parts: HostParts): http.Server {
  const serveFile = staticFiles(parts.clientFolder);
  const server = http.createServer(
    { headersTimeout: 10_000, requestTimeout: 20_000, keepAliveTimeout: 10_000, maxHeaderSize: 16_384 },
    (request, response) => {
      answer(request, response, parts, serveFile).catch((error: unknown) => {
        console.error(`Cannot answer ${request.method} ${pathOf(request)}:`, error);
        refuse(request, response, parts, 'broken', 'The request could not be answered.');
      });
    },
  );
  server.maxRequestsPerSocket = 1_000;
  return server;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  parts: HostParts,
  serveFile: ReturnType<typeof staticFiles>,
): Promise<void> {
  const path = pathOf(request);
  for (const [name, value] of Object.entries(securityHeaders(path, parts.config.hstsSeconds)))
    response.setHeader(name, value);
  const tidy = tidyPath(path);
  if (tidy !== undefined) {
    response.writeHead(308, { Location: tidy + (request.url ?? '').slice(path.length) }).end();
    return;
  }
  if (serveFile(request, response, path)) return;
  if (request.method !== 'GET' && request.method !== 'HEAD' && !(await admit(request, response, parts))) return;
  response.setHeader('Cache-Control', 'no-store');
  canonicalHost(request, parts);
  const locals = { ...parts.locals, address: clientAddress(request, parts.config.trustedProxies) };
  await parts.render(request, response, (error) => afterPages(request, response, parts, error), locals);
}

/** Lets a request that may change something through: from our own pages, its body read and within the limit. */
async function admit(request: IncomingMessage, response: ServerResponse, parts: HostParts): Promise<boolean> {
  const foreign = foreignReason(request.headers, parts.origins());
  if (foreign !== undefined) return refuse(request, response, parts, 'other-site', `${foreign}.`);
  const body = await readBody(request);
  if (body.outcome === 'too-large')
    return refuse(request, response, parts, 'too-large', 'The body has more than 128 KB.');
  if (body.outcome === 'gone') return false;
  Object.assign(request, { body: body.bytes });
  return true;
}

/** Pages build their own URL from the Host header, which is the client's to choose: they get ours instead. */
function canonicalHost(request: IncomingMessage, parts: HostParts): void {
  const [origin] = parts.origins();
  request.headers.host = origin === undefined ? 'localhost' : new URL(origin).host;
  delete request.headers['x-forwarded-host'];
}

function afterPages(request: IncomingMessage, response: ServerResponse, parts: HostParts, error: unknown): void {
  if (error !== undefined) throw new Error('The pages failed', { cause: error });
  refuse(request, response, parts, 'not-found', `There is nothing at ${pathOf(request)}.`);
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  parts: HostParts,
  name: ProblemName,
  detail: string,
): false {
  const problem: Problem = { name, detail };
  answerProblem(request, response, problem, parts.clientFolder);
  return false;
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}
