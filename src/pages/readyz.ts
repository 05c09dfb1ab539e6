import type { APIRoute } from 'astro';

export const prerender = false;

/** Programs can be graded: 200, or 503 while they can't. Graders elsewhere are told by their number in OUNCE_GRADER_URL: where they are is nobody's business. */
export const GET: APIRoute = ({ locals }) => {
  const { ready, workers, busy, queued, graders } = locals.app.grader.health();
  const elsewhere = graders?.map(({ status }, i) => ({ grader: i + 1, status }));
  return Response.json(
    { status: ready ? 'ready' : 'not ready', grader: { ready, workers, busy, queued, graders: elsewhere } },
    { status: ready ? 200 : 503 },
  );
};
