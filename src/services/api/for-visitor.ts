/** Endpoints that answer to who is signed in, about what is their own. */
import type { Visitor } from '../../domain/visitor.ts';
import type { Problem } from '../../domain/problem.ts';
import { tryDatabase } from '../database/try-database.ts';
import { problemResponse } from '../problem/problem-response.ts';

/** Answers with what the task gives; 401 when nobody is signed in, 503 while the database is away. */
export async function forVisitor(locals: App.Locals, task: (visitor: Visitor) => Promise<Response>): Promise<Response> {
  const { visitor } = locals;
  if (!visitor) return problemResponse(notSignedIn);
  const tried = await tryDatabase(() => task(visitor));
  switch (tried.outcome) {
    case 'done':
      return tried.value;
    case 'no-account':
      return problemResponse(notSignedIn);
    case 'unavailable':
      return problemResponse(dataAway);
  }
}

/** The same for what writes: 429 when one account writes too often. */
export function forWriter(locals: App.Locals, task: (visitor: Visitor) => Promise<Response>): Promise<Response> {
  return forVisitor(locals, async (visitor) => {
    const wait = await locals.app.writeLimit.take(visitor.id);
    if (wait === 0) return task(visitor);
    const detail = `The next is possible in ${wait} s.`;
    return problemResponse({ name: 'too-many', detail, retryAfterSeconds: wait });
  });
}

const notSignedIn: Problem = { name: 'not-signed-in', detail: 'Nobody is signed in, or the session has ended.' };

/** What is said while the database is away. */
export const dataAway: Problem = {
  name: 'data-away',
  detail: 'The database does not answer. Nothing was saved.',
  retryAfterSeconds: 30,
};
