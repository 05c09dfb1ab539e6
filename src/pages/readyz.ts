import type { APIRoute } from 'astro';

export const prerender = false;

/**
 * Programs can be graded and work can be kept: 200, or 503 while one of them can't. Graders elsewhere are told by their
 * number in OUNCE_GRADER_URL: where they are is nobody's business.
 */
export const GET: APIRoute = async ({ locals }) => {
  const { ready: able, workers, busy, queued, graders } = locals.app.grader.health();
  const elsewhere = graders?.map(({ status }, i) => ({ grader: i + 1, status }));
  const database = { ready: await locals.app.database.answers() };
  const ready = able && database.ready;
  const grader = { ready: able, workers, busy, queued, graders: elsewhere };
  return Response.json({ status: ready ? 'ready' : 'not ready', grader, database }, { status: ready ? 200 : 503 });
};
