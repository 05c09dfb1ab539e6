/** In front of every page that is answered at request time. */
import { defineMiddleware } from 'astro:middleware';
import { isDatabaseAway } from './services/database/away.ts';
import { refuse } from './services/problem/refuse.ts';
import { admitCaller } from './services/session/admit-caller.ts';

export const onRequest = defineMiddleware(async (context, next) => {
  // Built beforehand, for everybody alike.
  if (context.isPrerendered) return next();
  const admittance = await admitCaller(context, context.routePattern);
  if (admittance.outcome === 'refused') return refuse(context, admittance.problem);
  if (admittance.outcome === 'sign-in') return toSignIn(context);
  try {
    return await next();
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    return refuse(context, { name: 'data-away', detail: 'Nothing was saved.', retryAfterSeconds: 10 });
  }
});

type Context = Parameters<typeof onRequest>[0];

/** Pages are read after signing in; what was posted has to be sent again. */
function toSignIn(context: Context): Response {
  const { pathname, search } = context.url;
  const page = context.request.method === 'GET' && !pathname.startsWith('/api/');
  if (page) return context.redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`, 303);
  return refuse(context, { name: 'not-signed-in', detail: 'Nobody is signed in, or the session has ended.' });
}
