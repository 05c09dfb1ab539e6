import type { APIRoute } from 'astro';
import { gradeSubmission } from '../../../services/grading/grade-submission.ts';
import { readJson } from '../../../services/json/read-json.ts';
import { rememberPass } from '../../../services/passes/remember-pass.ts';
import { problemResponse } from '../../../services/problem/problem-response.ts';

export const prerender = false;

/** Grades the program in the body: `{ files, seed? }` in, the verdict out. */
export const POST: APIRoute = async ({ params, request, locals, cookies }) => {
  const sent = await readJson(request);
  if (sent.outcome === 'problem') return problemResponse(sent.problem);
  const client = { address: locals.address, signal: request.signal };
  const graded = await gradeSubmission(locals.app, client, params['exercise'] ?? '', sent.value);
  if (graded.outcome === 'problem') return problemResponse(graded.problem);
  if (graded.verdict.status === 'passed') rememberPass(locals.app, cookies, graded.verdict.exercise);
  return Response.json(graded.verdict);
};

/** Any other method. */
export const ALL: APIRoute = ({ request }) =>
  problemResponse({ name: 'wrong-method', detail: `${request.method} is not possible here, POST is.`, allow: 'POST' });
