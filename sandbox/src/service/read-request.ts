/** From the body of a request to a submission. */
import type { IncomingMessage } from 'node:http';
import { gradeRequestSchema, mostRequestBytes, type GradeRequest, type ServiceProblem } from './protocol.ts';

export type ReadRequest =
  | { outcome: 'read'; request: GradeRequest }
  | { outcome: 'problem'; problem: ServiceProblem }
  /** The client went away. */
  | { outcome: 'gone' };

/** Reads the body of POST /grade, no further than it may go. */
export async function readRequest(request: IncomingMessage): Promise<ReadRequest> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return problem(415, 'TYPE_WRONG', 'The content type is not application/json.');
  const body = await readBody(request);
  if (body === 'gone') return { outcome: 'gone' };
  if (body === 'too large')
    return problem(413, 'BODY_TOO_LARGE', `The body has more than ${mostRequestBytes / 1024} KB.`);
  const value = jsonIn(body);
  if (value === undefined) return problem(400, 'NO_JSON', 'The body is not JSON.');
  const parsed = gradeRequestSchema.safeParse(value);
  if (parsed.success) return { outcome: 'read', request: parsed.data };
  const [issue] = parsed.error.issues;
  return problem(422, 'REQUEST_WRONG', `${issue?.path.map(String).join('.') || 'body'}: ${issue?.message}`);
}

function problem(status: ServiceProblem['status'], code: ServiceProblem['code'], detail: string): ReadRequest {
  return { outcome: 'problem', problem: { status, code, title: 'The request can’t be read', detail } };
}

async function readBody(request: IncomingMessage): Promise<Buffer | 'too large' | 'gone'> {
  if (Number(request.headers['content-length'] ?? 0) > mostRequestBytes) return 'too large';
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= mostRequestBytes) chunks.push(chunk);
      else {
        request.pause();
        resolve('too large');
      }
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => resolve('gone'));
    request.on('close', () => resolve('gone'));
  });
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    return undefined; // JSON itself has no undefined, so this says that it is none.
  }
}
