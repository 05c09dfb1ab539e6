/** What every request to a page or endpoint goes through: who it is, whether they may, and whether our own form sent it. */
import { access, decide, tokenWhenSignedIn, withoutToken } from '../../domain/access.ts';
import type { Problem } from '../../domain/problem.ts';
import { formToken, isFormToken, tokenField } from '../csrf/form-token.ts';
import { isDatabaseAway } from '../database/away.ts';
import { readForm } from '../form/read-form.ts';
import type { Caller } from './caller.ts';
import { readVisitor } from './carry-session.ts';

export type Admittance = { outcome: 'admitted' } | { outcome: 'sign-in' } | { outcome: 'refused'; problem: Problem };

/** Finds out who it is, puts that into the locals, and decides. */
export async function admitCaller(caller: Caller, route: string): Promise<Admittance> {
  const { locals, request } = caller;
  const away = await notVisitor(caller);
  const decision = decide(access, route, request.method, locals.visitor);
  switch (decision.outcome) {
    case 'undeclared':
      console.error(`${route} stands in no row of src/domain/access.ts: nobody may use it`);
      return refused('not-allowed', 'Who may use this address was not decided.');
    case 'wrong-method':
      return wrongMethod(request.method, decision.allow);
    case 'may-not':
      return refused('not-allowed', `The role "${decision.wanted}" is needed here.`);
    case 'sign-in':
      if (away) return refused('data-away', 'Who is signed in can’t be looked up now.');
      return { outcome: 'sign-in' };
    case 'may':
      return ofOurForm(caller, route, away);
  }
}

/** True when who it is could not be found out, because the database is away. */
async function notVisitor(caller: Caller): Promise<boolean> {
  caller.locals.visitor = undefined;
  try {
    caller.locals.visitor = await readVisitor(caller);
    return false;
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    return true;
  }
}

async function ofOurForm(caller: Caller, route: string, away: boolean): Promise<Admittance> {
  const { request, cookies, locals } = caller;
  const needless = withoutToken.has(route) || (tokenWhenSignedIn.has(route) && !locals.visitor && !away);
  // Before the page, since its cookie can't be set any more while it is being sent.
  if (!needless && access[route]?.POST && !route.startsWith('/api/')) locals.formToken = formToken(caller);
  if (needless || request.method === 'GET' || request.method === 'HEAD') return { outcome: 'admitted' };
  if (away && cookies.has(locals.app.sessions.cookieName)) return refused('data-away', 'Nothing was saved.');
  if (isFormToken(caller, await sentToken(request))) return { outcome: 'admitted' };
  return refused('form-expired', 'The token of the form is missing, or belongs to another session.');
}

/** Scripts send it as a header, forms as a field. */
async function sentToken(request: Request): Promise<string> {
  const form = await readForm(request.clone());
  return request.headers.get('x-ounce-token') ?? form.get(tokenField) ?? '';
}

function wrongMethod(method: string, allow: readonly string[]): Admittance {
  const detail = `${method} is not possible here, ${allow.join(' or ')} is.`;
  return { outcome: 'refused', problem: { name: 'wrong-method', detail, allow: allow.join(', ') } };
}

function refused(name: Problem['name'], detail: string): Admittance {
  return { outcome: 'refused', problem: { name, detail } };
}
