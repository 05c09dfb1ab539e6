import type { APIRoute } from 'astro';
import { z } from 'zod';
import { isProven } from '../../../domain/proof.ts';
import { readJson } from '../../../services/json/read-json.ts';
import { beginAdding, beginSignUp } from '../../../services/passkey/new-passkey.ts';
import { passkeyResponse } from '../../../services/passkey/passkey-response.ts';
import { problemResponse } from '../../../services/problem/problem-response.ts';

export const prerender = false;

const schema = z.object({ handle: z.string().max(200).optional() });

/** What to ask an authenticator for: `{ handle }` for a new account, `{}` for one more passkey of whoever is signed in. */
export const POST: APIRoute = async (context) => {
  const sent = await readJson(context.request);
  if (sent.outcome === 'problem') return problemResponse(sent.problem);
  const body = schema.safeParse(sent.value);
  if (!body.success)
    return problemResponse({ name: 'form-wrong', detail: 'The body is not of the shape { handle? }.' });
  const { visitor } = context.locals;
  if (!visitor) return passkeyResponse(await beginSignUp(context, body.data.handle ?? ''));
  if (!isProven(visitor)) return problemResponse({ name: 'prove-first', detail: 'Nothing was added.' });
  return passkeyResponse(await beginAdding(context, visitor));
};
