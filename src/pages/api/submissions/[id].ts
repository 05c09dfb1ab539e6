import type { APIRoute } from 'astro';
import { forVisitor, forWriter } from '../../../services/api/for-visitor.ts';
import { wrongMethod } from '../../../services/api/wrong-method.ts';
import { problemResponse } from '../../../services/problem/problem-response.ts';
import { deleteSubmission, readSubmission } from '../../../services/submissions/read-submission.ts';

export const prerender = false;

/** A submission with its files and verdict. */
export const GET: APIRoute = ({ params, locals }) =>
  forVisitor(locals, async ({ id }) => {
    const submission = await readSubmission(locals.app.database.db, id, params['id'] ?? '');
    return submission ? Response.json(submission) : notThere();
  });

/** Deletes it for good. */
export const DELETE: APIRoute = ({ params, locals }) =>
  forWriter(locals, async ({ id }) => {
    const deleted = await deleteSubmission(locals.app.database.db, id, params['id'] ?? '');
    return deleted ? new Response(null, { status: 204 }) : notThere();
  });

function notThere(): Response {
  return problemResponse({ name: 'not-found', detail: 'There is no such submission.' });
}

/** Any other method. */
export const ALL = wrongMethod('GET', 'DELETE');
