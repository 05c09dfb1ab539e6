/** For a method that an endpoint does not have. */
import type { APIRoute } from 'astro';
import { problemResponse } from '../problem/problem-response.ts';

/** An endpoint's answer to any method but those. */
export function wrongMethod(...allowed: readonly string[]): APIRoute {
  const allow = allowed.join(', ');
  return ({ request }) =>
    problemResponse({
      name: 'wrong-method',
      detail: `${request.method} is not possible here, ${allowed.join(' and ')} ${allowed.length > 1 ? 'are' : 'is'}.`,
      allow,
    });
}
