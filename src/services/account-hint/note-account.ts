/**
 * A hint for pages that were built beforehand and for the browser's storage: which account is signed in here. It opens
 * nothing: whoever forges it finds an empty shelf, since the session decides what the server gives.
 */
import { createHash } from 'node:crypto';
import type { AstroCookies } from 'astro';
import type { Visitor } from '../../domain/visitor.ts';

/** Read by src/components/progress/account.ts. */
const hintName = 'ounce_account';

/** Tells the browser's scripts who is signed in, or that nobody is. Gives back the account's tag. */
export function noteAccount({ app, visitor }: App.Locals, cookies: AstroCookies): string | undefined {
  const tag = visitor && accountTag(visitor);
  // With a session that could not be read, the database being away, who it was stays.
  if (tag === undefined && ['ounce', '__Host-ounce'].some((name) => cookies.has(name))) return undefined;
  const there = cookies.get(hintName)?.value;
  if (tag === there) return tag;
  const options = { path: '/', sameSite: 'lax', secure: app.secureCookies } as const;
  if (tag === undefined) cookies.delete(hintName, options);
  else cookies.set(hintName, tag, { ...options, maxAge: 400 * 24 * 3600 });
  return tag;
}

function accountTag({ id }: Visitor): string {
  return createHash('sha256').update(`ounce account ${id}`).digest('base64url').slice(0, 12);
}
