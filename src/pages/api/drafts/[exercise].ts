import type { APIRoute } from 'astro';
import { draftSchema } from '../../../domain/draft.ts';
import { forVisitor, forWriter } from '../../../services/api/for-visitor.ts';
import { readBody } from '../../../services/api/read-body.ts';
import { wrongMethod } from '../../../services/api/wrong-method.ts';
import { problemResponse } from '../../../services/problem/problem-response.ts';
import { readDraft } from '../../../services/progress/read-draft.ts';
import { saveDraft } from '../../../services/progress/save-draft.ts';
import { sentDraft } from '../../../services/progress/sent-draft.ts';

export const prerender = false;

/** The work on an exercise: `{ files, exerciseHash, revision, savedAt, other? }`. */
export const GET: APIRoute = ({ params, locals }) =>
  forVisitor(locals, async ({ id }) => {
    const draft = await readDraft(locals.app.database.db, id, params['exercise'] ?? '');
    if (draft) return Response.json(draft);
    return problemResponse({ name: 'not-found', detail: 'There is no draft of this exercise.' });
  });

/**
 * Saves it: `{ hash, files, base?, ageMs?, keepPrevious? }`. When something else was saved since the revision `base`, the
 * newer of the two is the draft, the older is offered beside it, and the answer is 409 with both.
 */
export const PUT: APIRoute = async ({ params, request, locals }) => {
  const body = await readBody(request, draftSchema);
  if (body.outcome === 'problem') return problemResponse(body.problem);
  return forWriter(locals, async ({ id }) => {
    const { app } = locals;
    const sent = sentDraft(app, params['exercise'] ?? '', body.value, new Date());
    if (sent.outcome === 'problem') return problemResponse(sent.problem);
    const { outcome, draft } = await saveDraft(app.database.db, id, sent.exercise, sent.sent);
    if (outcome !== 'conflict') return Response.json({ revision: draft.revision, savedAt: draft.savedAt });
    const detail = 'Other work was saved meanwhile. The newer is the draft now, and the older is kept beside it.';
    return problemResponse({ name: 'draft-conflict', detail, more: { draft } });
  });
};

/** Any other method. */
export const ALL = wrongMethod('GET', 'PUT');
