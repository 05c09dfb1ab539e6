/** A problem as the answer of an endpoint. */
import { problemBody, problemHeaders, problemKinds, type Problem } from '../../domain/problem.ts';

/** The problem as application/problem+json. */
export function problemResponse(problem: Problem): Response {
  const headers = { ...problemHeaders(problem), 'Content-Type': 'application/problem+json' };
  return new Response(JSON.stringify(problemBody(problem)), { status: problemKinds[problem.name].status, headers });
}
