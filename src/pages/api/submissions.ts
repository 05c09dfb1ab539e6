import type { APIRoute } from 'astro';
import { forVisitor } from '../../services/api/for-visitor.ts';
import { wrongMethod } from '../../services/api/wrong-method.ts';
import { listSubmissions, readQuery } from '../../services/submissions/list-submissions.ts';

export const prerender = false;

/** Submissions, the newest first: `?q=&passed=yes|no&after=` in, `{ submissions, next }` out. */
export const GET: APIRoute = ({ url, locals }) =>
  forVisitor(locals, async ({ id }) =>
    Response.json(await listSubmissions(locals.app, id, readQuery(url.searchParams))),
  );

/** Any other method. */
export const ALL = wrongMethod('GET');
