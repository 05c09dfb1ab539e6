/** What a page or endpoint hands to a service that answers to somebody: Astro's own context has this shape. */
import type { AstroCookies } from 'astro';
import type { Place } from './sessions.ts';

export interface Caller {
  readonly locals: App.Locals;
  readonly cookies: AstroCookies;
  readonly request: Request;
}

/** From where the request comes, as its owner will be shown. */
export function placeOf({ locals, request }: Caller): Place {
  return { address: locals.address, userAgent: request.headers.get('user-agent') ?? '' };
}
