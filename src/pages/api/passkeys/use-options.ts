import type { APIRoute } from 'astro';
import { passkeyResponse } from '../../../services/passkey/passkey-response.ts';
import { beginUse } from '../../../services/passkey/use-passkey.ts';

export const prerender = false;

/** A challenge for a passkey: any that the browser has, or one of whoever is signed in. */
export const POST: APIRoute = async (context) => passkeyResponse(await beginUse(context, context.locals.visitor));
