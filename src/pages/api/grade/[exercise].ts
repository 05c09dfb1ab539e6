import type { APIRoute } from 'astro';
import { wrongMethod } from '../../../services/api/wrong-method.ts';
import { gradeSubmission } from '../../../services/grading/grade-submission.ts';
import { readJson } from '../../../services/json/read-json.ts';
import { keepGraded } from '../../../services/progress/keep-graded.ts';
import { problemResponse } from '../../../services/problem/problem-response.ts';

export const prerender = false;

/**
 * Grades the program in the body: `{ files, seed?, id? }` in, the verdict out. For who is signed in both are kept in the
 * account; the header Ounce-Kept says whether that worked.
 */
export const POST: APIRoute = async ({ params, request, locals, cookies }) => {
  const sent = await readJson(request);
  if (sent.outcome === 'problem') return problemResponse(sent.problem);
  const client = { address: locals.address, signal: request.signal };
  const graded = await gradeSubmission(locals.app, client, params['exercise'] ?? '', sent.value);
  if (graded.outcome === 'problem') return problemResponse(graded.problem);
  const kept = await keepGraded({ locals, cookies }, graded);
  return Response.json(
    graded.verdict,
    kept ? { headers: { 'Ounce-Kept': kept.outcome === 'not-kept' ? 'no' : 'yes' } } : {},
  );
};

/** Any other method. */
export const ALL = wrongMethod('POST');
