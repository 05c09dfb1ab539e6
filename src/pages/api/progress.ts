import type { APIRoute } from 'astro';
import { z } from 'zod';
import { draftSchema } from '../../domain/draft.ts';
import { sentStepsSchema } from '../../domain/steps.ts';
import { forVisitor, forWriter } from '../../services/api/for-visitor.ts';
import { readBody } from '../../services/api/read-body.ts';
import { wrongMethod } from '../../services/api/wrong-method.ts';
import { readMarkable } from '../../services/course/markable.ts';
import { forgetPasses, passesOf } from '../../services/passes/take-passes.ts';
import { problemResponse } from '../../services/problem/problem-response.ts';
import { bringAlong } from '../../services/progress/bring-along.ts';
import { readProgress } from '../../services/progress/read-progress.ts';
import { sentDraft } from '../../services/progress/sent-draft.ts';

export const prerender = false;

const bodySchema = z.strictObject({
  steps: sentStepsSchema.default({}),
  drafts: z
    .array(draftSchema.extend({ exercise: z.string().max(80) }))
    .max(200)
    .default([]),
});

/** What is done: `{ steps, earlier }`. */
export const GET: APIRoute = ({ locals }) =>
  forVisitor(locals, async ({ id }) =>
    Response.json(await readProgress(locals.app.database.db, locals.app.exercises, id)),
  );

/**
 * Takes along what was done without an account or without a connection: `{ steps?, drafts? }`, and the passes in the
 * browser's cookie. Twice is harmless. Answers with what is done then, and what became of each draft.
 */
export const POST: APIRoute = async ({ request, locals, cookies }) => {
  const body = await readBody(request, bodySchema);
  if (body.outcome === 'problem') return problemResponse(body.problem);
  return forWriter(locals, async ({ id }) => {
    const { app } = locals;
    const now = new Date();
    const drafts = body.value.drafts.flatMap((draft) => {
      const sent = sentDraft(app, draft.exercise, draft, now);
      return sent.outcome === 'sent' ? [sent] : [];
    });
    const brought = { steps: body.value.steps, passes: passesOf(app, cookies), drafts };
    const merged = await bringAlong(app.database.db, id, brought, await readMarkable(app), now);
    const progress = await readProgress(app.database.db, app.exercises, id);
    forgetPasses(app, cookies);
    const kept = drafts.map(({ exercise }, at) => ({
      exercise: exercise.id,
      outcome: merged[at]?.outcome,
      revision: merged[at]?.draft.revision,
    }));
    return Response.json({ ...progress, drafts: kept });
  });
};

/** Any other method. */
export const ALL = wrongMethod('GET', 'POST');
