/** A request's body, as far as it may go. */
import type { IncomingMessage } from 'node:http';

/** Published to clients in the problem "too-large". */
const bodyLimit = 128 * 1024;

export type Body = { outcome: 'read'; bytes: Buffer } | { outcome: 'too-large' } | { outcome: 'gone' };

/** Reads the body, declared or chunked, and stops at the limit. */
export async function readBody(request: IncomingMessage, limit: number = bodyLimit): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return { outcome: 'too-large' };
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.pause();
        resolve({ outcome: 'too-large' });
      } else {
        chunks.push(chunk);
      }
    });
    request.on('end', () => resolve({ outcome: 'read', bytes: Buffer.concat(chunks) }));
    request.on('error', () => resolve({ outcome: 'gone' }));
    request.on('close', () => resolve({ outcome: 'gone' }));
  });
}
