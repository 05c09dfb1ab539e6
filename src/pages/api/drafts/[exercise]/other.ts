import type { APIRoute } from 'astro';
import { z } from 'zod';
import { forWriter } from '../../../../services/api/for-visitor.ts';
import { wrongMethod } from '../../../../services/api/wrong-method.ts';
import { problemResponse } from '../../../../services/problem/problem-response.ts';
import { dropOtherDraft } from '../../../../services/progress/read-draft.ts';

export const prerender = false;

/** Lets go of the work that is offered beside a draft: `?savedAt=` says which was seen. */
export const DELETE: APIRoute = ({ params, url, locals }) =>
  forWriter(locals, async ({ id }) => {
    const savedAt = z.iso.datetime().safeParse(url.searchParams.get('savedAt'));
    if (!savedAt.success) {
      return problemResponse({ name: 'request-wrong', detail: 'savedAt is not the time of the other draft.' });
    }
    await dropOtherDraft(locals.app.database.db, id, params['exercise'] ?? '', new Date(savedAt.data));
    return new Response(null, { status: 204 });
  });

/** Any other method. */
export const ALL = wrongMethod('DELETE');
