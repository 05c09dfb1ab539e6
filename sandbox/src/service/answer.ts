/** Answers as JSON. */
import type { ServerResponse } from 'node:http';
import type { ServiceProblem } from './protocol.ts';

/** Ends the response with a value. */
export function answerJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent || response.destroyed) return;
  const body = JSON.stringify(value);
  // A body that was not read to its end would be taken for the next request.
  const close = response.req.complete ? {} : { Connection: 'close' };
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...close,
    ...headers,
  });
  response.end(body);
}

/** Ends the response with a problem. */
export function answerProblem(response: ServerResponse, { headers, ...problem }: ServiceProblem): void {
  answerJson(response, problem.status, problem, { ...headers, 'Content-Type': 'application/problem+json' });
}
