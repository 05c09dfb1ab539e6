/** The HTTP server around the pages: headers, limits, files, and then the page or endpoint itself. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Config } from '../config.ts';
import type { Problem, ProblemName } from '../domain/problem.ts';
import { admit } from './admit.ts';
import { answerProblem, problemPage } from './answer-problem.ts';
import { answerClientErrors } from './client-error.ts';
import { clientAddress } from './client-address.ts';
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
  /** Given to every page, with the client's address and the pages of problems added. */
  readonly locals: object;
  /** Asked for each request, since the port may be known only after listening. */
  readonly origins: () => ReadonlySet<string>;
}

/** Milliseconds, so that slow clients hold no connection for long. */
const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16_384,
};

/** Makes the server; the caller lets it listen. */
export function createHost(parts: HostParts): http.Server {
  const serveFile = staticFiles(parts.clientFolder);
  const server = http.createServer(timeouts, (request, response) => {
    answer(request, response, parts, serveFile).catch((error: unknown) => {
      console.error(`Cannot answer ${request.method} ${pathOf(request)}:`, error);
      const problem: Problem = { name: 'broken', detail: 'The request could not be answered.' };
      answerProblem(request, response, problem, parts.clientFolder);
    });
  });
  server.maxRequestsPerSocket = 1_000;
  answerClientErrors(server, parts.config.hstsSeconds);
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
  const refuse = (problem: Problem): void => answerProblem(request, response, problem, parts.clientFolder);
  const nothing: Problem = { name: 'not-found', detail: `There is nothing at ${path}.` };
  if (isBuiltIn(path)) return refuse(nothing);
  const admission = await admit(request, path, parts.origins());
  if (admission.outcome === 'gone') return;
  if (admission.outcome === 'refused') return refuse(admission.problem);
  response.setHeader('Cache-Control', 'no-store');
  canonicalHost(request, parts);
  const locals = {
    ...parts.locals,
    address: clientAddress(request, parts.config.trustedProxies),
    problemPage: (name: ProblemName) => problemPage(name, parts.clientFolder),
  };
  const afterPages = (error?: unknown): void => {
    if (error !== undefined) throw new Error('The pages failed', { cause: error });
    refuse(nothing);
  };
  await parts.render(request, response, afterPages, locals);
}

/** Endpoints that Astro brings along (images, islands, actions): nothing of ours uses them. */
function isBuiltIn(path: string): boolean {
  return path.startsWith('/_');
}

/** Pages build their own URL from the Host header, which is the client's to choose: they get ours instead. */
function canonicalHost(request: IncomingMessage, parts: HostParts): void {
  const [origin] = parts.origins();
  request.headers.host = origin === undefined ? 'localhost' : new URL(origin).host;
  delete request.headers['x-forwarded-host'];
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}
