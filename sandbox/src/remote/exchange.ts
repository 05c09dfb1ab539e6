/** One request to a grader and its whole answer, within bounds. */
import http from 'node:http';
import https from 'node:https';
import { mostAnswerBytes } from '../service/protocol.ts';
import type { Target } from './grader-url.ts';

export interface Request {
  method: 'GET' | 'POST';
  path: string;
  token: string | undefined;
  body?: string;
  /** For the whole exchange. */
  timeoutMs: number;
  signal: AbortSignal;
}

export interface Answer {
  status: number;
  text: string;
}

const connectMs = 2_000;

/** Rejects when there is no whole answer in time, or the signal comes first. Each exchange has a connection of its own. */
export async function exchange(target: Target, request: Request): Promise<Answer> {
  const limit = AbortSignal.timeout(request.timeoutMs);
  const { request: send } = target.protocol === 'https:' ? https : http;
  const sent = send({
    ...target,
    agent: false,
    method: request.method,
    path: request.path,
    headers: headersOf(request),
    signal: AbortSignal.any([limit, request.signal]),
  });
  sent.once('socket', (socket) => {
    // A machine that is gone says nothing: the system asks for it.
    socket.setKeepAlive(true, 5_000);
    const connecting = setTimeout(() => socket.destroy(new Error('it did not take the connection in time')), connectMs);
    const connected = target.protocol === 'https:' ? 'secureConnect' : 'connect';
    socket.once(connected, () => clearTimeout(connecting)).once('close', () => clearTimeout(connecting));
  });
  const answer = new Promise<http.IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).on('error', reject);
  });
  sent.end(request.body);
  const response = await answer;
  return { status: response.statusCode ?? 0, text: await textOf(response) };
}

function headersOf({ token, body }: Request): Record<string, string | number> {
  return {
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }),
  };
}

async function textOf(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostAnswerBytes) throw new Error(`its answer has more than ${mostAnswerBytes} bytes`);
    chunks.push(chunk);
  }
  if (!response.complete) throw new Error('its answer broke off');
  return Buffer.concat(chunks).toString('utf8');
}
