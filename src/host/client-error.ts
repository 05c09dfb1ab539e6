/** Requests that could not be read as HTTP, or did not arrive in time: they get our headers too. */
import type http from 'node:http';
import type { Duplex } from 'node:stream';
import { problemBody, problemKinds, type ProblemName } from '../domain/problem.ts';
import { securityHeaders } from './security-headers.ts';

const kinds: Readonly<Record<string, [name: ProblemName, detail: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['too-slow', 'The request did not arrive in time.'],
  HPE_HEADER_OVERFLOW: ['headers-too-large', 'The headers have more than 16 KB.'],
};

/** Answers what Node's parser refuses. */
export function answerClientErrors(server: http.Server, hstsSeconds: number): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const [name, detail] = kinds[error.code ?? ''] ?? ['request-unreadable', 'The request is not HTTP.'];
    const body = JSON.stringify(problemBody({ name, detail }));
    const headers = {
      ...securityHeaders('/', hstsSeconds),
      'Content-Type': 'application/problem+json',
      'Content-Length': String(Buffer.byteLength(body)),
      Connection: 'close',
    };
    const lines = Object.entries(headers).map(([header, value]) => `${header}: ${value}`);
    const { status, title } = problemKinds[name];
    socket.end([`HTTP/1.1 ${status} ${title}`, ...lines, '', body].join('\r\n'));
  });
}
