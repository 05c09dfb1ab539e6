/** What a request that may change something has to meet before any page sees it. */
import type { IncomingMessage } from 'node:http';
import type { Problem } from '../domain/problem.ts';
import { readBody } from './read-body.ts';
import { foreignReason } from './same-origin.ts';

export type Admission =
  | { outcome: 'admitted' }
  | { outcome: 'refused'; problem: Problem }
  /** The client went away meanwhile. */
  | { outcome: 'gone' };

/** Lets requests through that come from our own pages with a body within the limit, which they then carry. */
export async function admit(request: IncomingMessage, path: string, origins: ReadonlySet<string>): Promise<Admission> {
  const allow = allowedMethods(path);
  if (!allow.includes(request.method ?? '')) {
    return refused({
      name: 'wrong-method',
      detail: `${request.method} is not possible here.`,
      allow: allow.join(', '),
    });
  }
  if (request.method === 'GET' || request.method === 'HEAD') return { outcome: 'admitted' };
  const foreign = foreignReason(request.headers, origins);
  if (foreign !== undefined) return refused({ name: 'other-site', detail: `${foreign}.` });
  const body = await readBody(request);
  if (body.outcome === 'gone') return body;
  if (body.outcome === 'too-large') return refused({ name: 'too-large', detail: 'The body has more than 128 KB.' });
  // Where Astro looks for a body that was read before.
  Object.assign(request, { body: body.bytes });
  return { outcome: 'admitted' };
}

/** People open pages and send forms; endpoints tell for themselves what they take. */
function allowedMethods(path: string): readonly string[] {
  const forPeople = ['GET', 'HEAD', 'POST'];
  return path.startsWith('/api/') ? [...forPeople, 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] : forPeople;
}

function refused(problem: Problem): Admission {
  return { outcome: 'refused', problem };
}
