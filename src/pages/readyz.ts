import type { APIRoute } from 'astro';

export const prerender = false;

/** Programs can be graded and work can be kept: 200, or 503 while one of them can't. */
export const GET: APIRoute = async ({ locals }) => {
  const grader = locals.app.grader.health();
  const database = { ready: await locals.app.database.answers() };
  const ready = grader.ready && database.ready;
  return Response.json({ status: ready ? 'ready' : 'not ready', grader, database }, { status: ready ? 200 : 503 });
};
