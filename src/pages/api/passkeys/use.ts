import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { APIRoute } from 'astro';
import { usedPasskeySchema } from '../../../domain/passkey-response.ts';
import { readJson } from '../../../services/json/read-json.ts';
import { passkeyResponse } from '../../../services/passkey/passkey-response.ts';
import { proveByPasskey, signInByPasskey } from '../../../services/passkey/use-passkey.ts';
import { problemResponse } from '../../../services/problem/problem-response.ts';

export const prerender = false;

/** Takes the answer to a challenge: signs in, or proves who is there when somebody is signed in already. */
export const POST: APIRoute = async (context) => {
  const sent = await readJson(context.request);
  if (sent.outcome === 'problem') return problemResponse(sent.problem);
  const body = usedPasskeySchema.safeParse(sent.value);
  if (!body.success) return problemResponse({ name: 'form-wrong', detail: 'The body is no answer of a passkey.' });
  const response = body.data as AuthenticationResponseJSON;
  const { visitor } = context.locals;
  return passkeyResponse(
    await (visitor ? proveByPasskey(context, visitor, response) : signInByPasskey(context, response)),
  );
};
