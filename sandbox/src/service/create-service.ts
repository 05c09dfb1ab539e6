/** A grader behind HTTP: POST /grade, GET /readyz, GET /healthz. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Grader } from '../grading.ts';
import type { Layer } from '../isolation/layers.ts';
import { answerJson, answerProblem } from './answer.ts';
import type { Readiness, ServiceProblem } from './protocol.ts';
import { readRequest } from './read-request.ts';
import { carriesToken } from './token.ts';

export interface ServiceParts {
  readonly grader: Grader;
  readonly exercises: readonly { id: string; hash: string }[];
  readonly layers: readonly Layer[];
  /** What every request but GET /healthz must carry. Undefined: anybody who can connect may ask. */
  readonly token: string | undefined;
}

export interface Service {
  readonly server: http.Server;
  /** Takes no new submission from now on; resolves when those that it has taken are answered. */
  drain(): Promise<void>;
}

/** Milliseconds, so that slow clients hold no connection for long. A verdict may take its time. */
const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 8_192,
};

/** Makes the server; the caller lets it listen. */
export function createService(parts: ServiceParts): Service {
  const drain = new Draining();
  const server = http.createServer(timeouts, (request, response) => {
    answer(request, response, parts, drain).catch((error: unknown) => {
      console.error(`Cannot answer ${request.method} ${request.url}:`, error);
      answerProblem(response, broken);
    });
  });
  server.maxConnections = 2_048;
  return { server, drain: () => drain.begin() };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  parts: ServiceParts,
  drain: Draining,
): Promise<void> {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const method = methods[path];
  if (method === undefined) return answerProblem(response, { ...nothingHere, detail: `There is nothing at ${path}.` });
  if (path !== '/healthz' && parts.token !== undefined && !carriesToken(request.headers.authorization, parts.token))
    return answerProblem(response, tokenWrong);
  if (request.method !== method) return answerProblem(response, methodWrong(request.method, method));
  if (path === '/healthz') return answerJson(response, 200, { status: 'ok' });
  if (path === '/readyz') {
    const readiness = readinessOf(parts, drain.begun);
    return answerJson(response, readiness.status === 'ready' ? 200 : 503, readiness);
  }
  if (drain.begun) return answerProblem(response, draining);
  return drain.whileRunning(() => grade(request, response, parts.grader));
}

const methods: Readonly<Record<string, string>> = { '/grade': 'POST', '/healthz': 'GET', '/readyz': 'GET' };

async function grade(request: IncomingMessage, response: ServerResponse, grader: Grader): Promise<void> {
  const read = await readRequest(request);
  if (read.outcome === 'gone') return;
  if (read.outcome === 'problem') return answerProblem(response, read.problem);
  const leaving = new AbortController();
  response.once('close', () => leaving.abort());
  try {
    const grading = await grader.grade(read.request, { signal: leaving.signal });
    if (grading.outcome !== 'busy') return answerJson(response, 200, grading);
    answerJson(response, 503, grading, { 'Retry-After': String(grading.retryAfterSeconds) });
  } catch (error) {
    if (!leaving.signal.aborted) throw error;
  }
}

function readinessOf({ grader, exercises, layers }: ServiceParts, isDraining: boolean): Readiness {
  const { ready, workers, busy, queued, why } = grader.health();
  return {
    version: 1,
    status: isDraining ? 'draining' : ready ? 'ready' : 'not ready',
    ...(why !== undefined && { why }),
    workers,
    busy,
    queued,
    isolation: layers.map(({ id, state }) => ({ name: id, active: state === 'active' })),
    exercises: Object.fromEntries(exercises.map(({ id, hash }) => [id, hash])),
  };
}

/** Counts what runs, so that the end can wait for it. */
class Draining {
  #running = 0;
  #done: PromiseWithResolvers<void> | undefined;

  get begun(): boolean {
    return this.#done !== undefined;
  }

  async whileRunning(act: () => Promise<void>): Promise<void> {
    this.#running++;
    try {
      await act();
    } finally {
      this.#running--;
      if (this.#running === 0) this.#done?.resolve();
    }
  }

  begin(): Promise<void> {
    this.#done ??= Promise.withResolvers<void>();
    if (this.#running === 0) this.#done.resolve();
    return this.#done.promise;
  }
}

const broken: ServiceProblem = {
  status: 500,
  code: 'BROKEN',
  title: 'The grader broke',
  detail: 'The request could not be answered. The grader’s own output says why.',
};
const nothingHere: ServiceProblem = { status: 404, code: 'NOTHING_HERE', title: 'There is nothing here', detail: '' };
const tokenWrong: ServiceProblem = {
  status: 401,
  code: 'TOKEN_WRONG',
  title: 'The token is missing or wrong',
  detail: 'Wanted is the header "Authorization: Bearer …" with the token that this grader was started with.',
  headers: { 'WWW-Authenticate': 'Bearer' },
};
const draining: ServiceProblem = {
  status: 503,
  code: 'DRAINING',
  title: 'The grader is about to stop',
  detail: 'It takes no new submissions. Another grader may.',
  headers: { 'Retry-After': '10' },
};

function methodWrong(found: string | undefined, wanted: string): ServiceProblem {
  const title = 'This address does not take that method';
  const detail = `The method is ${found}, wanted is ${wanted}.`;
  return { status: 405, code: 'METHOD_WRONG', title, detail, headers: { Allow: wanted } };
}
