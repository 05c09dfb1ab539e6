/** The JSON body of a request. */
import type { Problem } from '../../domain/problem.ts';

export type Sent = { outcome: 'read'; value: unknown } | { outcome: 'problem'; problem: Problem };

/** Reads the body when it says that it is JSON, and is. */
export async function readJson(request: Request): Promise<Sent> {
  const type = request.headers.get('content-type') ?? 'nothing';
  if (type.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
    return {
      outcome: 'problem',
      problem: { name: 'wrong-type', detail: `Content-Type is ${JSON.stringify(type)}, wanted is "application/json".` },
    };
  }
  try {
    return { outcome: 'read', value: JSON.parse(await request.text()) as unknown };
  } catch {
    return { outcome: 'problem', problem: { name: 'request-unreadable', detail: 'The body is not JSON.' } };
  }
}
