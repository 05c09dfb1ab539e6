/** A problem as an answer: JSON for programs, the page of its kind for people. */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { problemBody, problemHeaders, problemKinds, type Problem, type ProblemName } from '../domain/problem.ts';

/** Ends the response with the problem. */
export function answerProblem(
  request: IncomingMessage,
  response: ServerResponse,
  problem: Problem,
  clientFolder: string,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const page = wantsPage(request) ? problemPage(problem.name, clientFolder) : undefined;
  const body = page ?? JSON.stringify(problemBody(problem));
  // A body that was not read to its end would be taken for the next request.
  const close = request.complete ? {} : { Connection: 'close' };
  response.writeHead(problemKinds[problem.name].status, {
    ...problemHeaders(problem),
    ...close,
    'Content-Type': page ? 'text/html; charset=utf-8' : 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function wantsPage(request: IncomingMessage): boolean {
  return !request.url?.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');
}

/** The page of a kind of problem, as it was built; undefined when it was not. */
export function problemPage(name: ProblemName, clientFolder: string): string | undefined {
  const file = name === 'not-found' ? '404.html' : name === 'broken' ? '500.html' : `problems/${name}.html`;
  try {
    return readFileSync(path.join(clientFolder, file), 'utf8');
  } catch {
    return undefined;
  }
}
