import type { APIRoute } from 'astro';
import { wrongMethod } from '../../services/api/wrong-method.ts';
import { dataAway } from '../../services/api/for-visitor.ts';
import { problemResponse } from '../../services/problem/problem-response.ts';
import { searchCourse } from '../../services/search/search-course.ts';

export const prerender = false;

/** Lessons and exercises: `?q=` in, `{ query, found }` out; titles and excerpts as stretches, some of which are hits. */
export const GET: APIRoute = async ({ url, locals }) => {
  const search = await searchCourse(locals.app.database.db, url.searchParams.get('q') ?? '');
  if (search.outcome === 'unavailable')
    return problemResponse({ ...dataAway, detail: 'The database does not answer.' });
  return Response.json(
    search.outcome === 'empty' ? { query: '', found: [] } : { query: search.query, found: search.found },
  );
};

/** Any other method. */
export const ALL = wrongMethod('GET');
