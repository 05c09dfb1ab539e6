import type { APIRoute } from 'astro';
import { problemResponse } from '../../services/problem/problem-response.ts';

export const prerender = false;

/** Everything under /api/ that is not there. */
export const ALL: APIRoute = ({ url }) =>
  problemResponse({ name: 'not-found', detail: `There is nothing at ${url.pathname}.` });
