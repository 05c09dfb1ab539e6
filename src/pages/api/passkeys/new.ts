import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { APIRoute } from 'astro';
import { newPasskeySchema } from '../../../domain/passkey-response.ts';
import { isProven } from '../../../domain/proof.ts';
import { readJson } from '../../../services/json/read-json.ts';
import { endAdding, endSignUp } from '../../../services/passkey/new-passkey.ts';
import { passkeyResponse } from '../../../services/passkey/passkey-response.ts';
import { problemResponse } from '../../../services/problem/problem-response.ts';

export const prerender = false;

/** Takes what the authenticator made: signs up, or adds a passkey for whoever is signed in. */
export const POST: APIRoute = async (context) => {
  const sent = await readJson(context.request);
  if (sent.outcome === 'problem') return problemResponse(sent.problem);
  const body = newPasskeySchema.safeParse(sent.value);
  if (!body.success) return problemResponse({ name: 'form-wrong', detail: 'The body is no new passkey.' });
  const response = body.data as RegistrationResponseJSON;
  const { visitor } = context.locals;
  if (!visitor) return passkeyResponse(await endSignUp(context, response));
  if (!isProven(visitor)) return problemResponse({ name: 'prove-first', detail: 'Nothing was added.' });
  return passkeyResponse(await endAdding(context, visitor, response));
};
