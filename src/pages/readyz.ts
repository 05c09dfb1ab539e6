import type { APIRoute } from 'astro';

export const prerender = false;

/** Programs can be graded: 200, or 503 while they can't. */
export const GET: APIRoute = ({ locals }) => {
  const health = locals.app.grader.health();
  return Response.json(
    { status: health.ready ? 'ready' : 'not ready', grader: health },
    { status: health.ready ? 200 : 503 },
  );
};
