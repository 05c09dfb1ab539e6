/** A problem as the answer to whoever asked: the page of its kind for people, JSON for programs. */
import { problemHeaders, problemKinds, type Problem } from '../../domain/problem.ts';
import type { Caller } from '../session/caller.ts';
import { problemResponse } from './problem-response.ts';

export function refuse({ locals, request }: Pick<Caller, 'locals' | 'request'>, problem: Problem): Response {
  const people =
    !new URL(request.url).pathname.startsWith('/api/') && (request.headers.get('accept') ?? '').includes('text/html');
  const page = people ? locals.problemPage(problem.name) : undefined;
  if (page === undefined) return problemResponse(problem);
  const headers = { ...problemHeaders(problem), 'Content-Type': 'text/html; charset=utf-8' };
  return new Response(page, { status: problemKinds[problem.name].status, headers });
}
