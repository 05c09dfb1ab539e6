/** Who may use what: every page and endpoint that is answered at request time, by its pattern, with each of its methods. */
import type { Visitor } from './visitor.ts';

/** Whoever is named, and whoever may do more. */
export type Who = 'anyone' | 'learner' | 'author' | 'operator';
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
export type Access = Readonly<Record<string, Readonly<Partial<Record<Method, Who>>>>>;

/** What stands in no row is refused to everybody. Pages that are built beforehand are files, which anyone may read. */
export const access: Access = {
  '/account': { GET: 'learner', POST: 'learner' },
  '/account/authenticator': { GET: 'learner', POST: 'learner' },
  '/account/delete': { GET: 'learner', POST: 'learner' },
  '/account/export': { POST: 'learner' },
  '/account/password': { GET: 'learner', POST: 'learner' },
  '/account/recovery-codes': { GET: 'learner', POST: 'learner' },
  '/api/[...path]': {
    GET: 'anyone',
    POST: 'anyone',
    PUT: 'anyone',
    PATCH: 'anyone',
    DELETE: 'anyone',
    OPTIONS: 'anyone',
  },
  '/api/drafts/[exercise]': { GET: 'learner', PUT: 'learner' },
  '/api/drafts/[exercise]/other': { DELETE: 'learner' },
  '/api/grade/[exercise]': { POST: 'anyone' },
  '/api/passkeys/new': { POST: 'anyone' },
  '/api/passkeys/new-options': { POST: 'anyone' },
  '/api/passkeys/use': { POST: 'anyone' },
  '/api/passkeys/use-options': { POST: 'anyone' },
  '/api/progress': { GET: 'learner', POST: 'learner' },
  '/api/search': { GET: 'anyone' },
  '/api/submissions': { GET: 'learner' },
  '/api/submissions/[id]': { GET: 'learner', DELETE: 'learner' },
  '/dashboard': { GET: 'anyone' },
  '/exercises/[exercise]': { GET: 'anyone', POST: 'anyone' },
  '/exercises/[exercise]/solution': { GET: 'anyone' },
  '/healthz': { GET: 'anyone' },
  '/learn/[module]/check': { GET: 'anyone', POST: 'anyone' },
  '/prove': { GET: 'learner', POST: 'learner' },
  '/readyz': { GET: 'anyone' },
  '/search': { GET: 'anyone' },
  '/sign-in': { GET: 'anyone', POST: 'anyone' },
  '/sign-in/code': { GET: 'anyone', POST: 'anyone' },
  '/sign-in/recover': { GET: 'anyone', POST: 'anyone' },
  '/sign-out': { POST: 'anyone' },
  '/sign-up': { GET: 'anyone', POST: 'anyone' },
  '/submissions': { GET: 'learner' },
  '/submissions/[id]': { GET: 'learner', POST: 'learner' },
  '/submissions/compare': { GET: 'learner' },
};

/** Where only somebody who is signed in needs the token: for everybody else nothing is kept on this side. */
export const tokenWhenSignedIn: ReadonlySet<string> = new Set(['/exercises/[exercise]', '/learn/[module]/check']);

/**
 * What may be posted without the token of a form: it changes nothing of an account, or takes JSON alone, which another site
 * can't send here. The check of the Origin holds for these too.
 */
export const withoutToken: ReadonlySet<string> = new Set([
  '/api/[...path]',
  '/api/drafts/[exercise]',
  '/api/drafts/[exercise]/other',
  '/api/grade/[exercise]',
  '/api/progress',
  '/api/submissions/[id]',
]);

export type Decision =
  | { outcome: 'may' }
  | { outcome: 'sign-in' }
  | { outcome: 'may-not'; wanted: Who }
  | { outcome: 'wrong-method'; allow: readonly string[] }
  | { outcome: 'undeclared' };

const ranks: Readonly<Record<Who, number>> = { anyone: 0, learner: 1, author: 2, operator: 3 };

/** Whether the visitor may use the route with the method. HEAD is GET without its body. */
export function decide(
  table: Access,
  route: string,
  method: string,
  visitor: Pick<Visitor, 'role'> | undefined,
): Decision {
  const row = Object.hasOwn(table, route) ? table[route] : undefined;
  if (row === undefined) return { outcome: 'undeclared' };
  const asked = method === 'HEAD' ? 'GET' : method;
  const wanted = Object.hasOwn(row, asked) ? row[asked as Method] : undefined;
  if (wanted === undefined) return { outcome: 'wrong-method', allow: Object.keys(row) };
  if (ranks[wanted] === 0) return { outcome: 'may' };
  if (visitor === undefined) return { outcome: 'sign-in' };
  return ranks[visitor.role] >= ranks[wanted] ? { outcome: 'may' } : { outcome: 'may-not', wanted };
}
