import type { APIRoute } from 'astro';
import { signOut } from '../services/account/sign-out.ts';

export const prerender = false;

/** Ends the session of this browser. */
export const POST: APIRoute = async (context) => {
  await signOut(context);
  return context.redirect('/', 303);
};
