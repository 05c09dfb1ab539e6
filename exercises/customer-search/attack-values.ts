/** Attacks through the values: address, code and term. */
import type { Seen } from '@ounce/sandbox/exercise';
import { callText, idsOf, lastStatement, oneLine, textOf, whyNot, type Attack } from './seen.ts';

/** Lands when one of these calls of login signs somebody in. */
export async function signedIn(stage: Attack, logins: readonly (readonly unknown[])[]): Promise<false | Seen> {
  const { staff, apostrophe, left } = stage.scene;
  for (const values of logins) {
    const text = textOf(await stage.app.attempt('login', ...values));
    const member = [...staff, apostrophe, left].find(
      ({ name, id }) => text.includes(name) || text.includes(String(id)),
    );
    if (!member) continue;
    const observed = `${lastStatement(stage)} ${member.name} (${member.role}) was signed in.`;
    return { payload: callText('login', values), observed };
  }
  return false;
}

/** Terms that join a second SELECT, for more than one number of columns, and leave the rest of the statement out in several ways. */
export function unionTerms(union: (columns: string) => string): string[] {
  const columns = ['id, name, code, role, 0', 'id, name, code, role, 0, 0', 'code'];
  return columns.flatMap((list) => [`%'${union(list)} --`, `%'${union(list)};`, `''${union(list)} --`]);
}

/** Lands when one of these searches brings codes of staff out. */
export async function codesFound(stage: Attack, terms: readonly unknown[]): Promise<false | Seen> {
  const secrets = [...stage.scene.staff, stage.scene.apostrophe].map(({ code }) => code);
  for (const term of terms) {
    const text = textOf(await stage.app.attempt('searchCustomers', term));
    const codes = secrets.filter((code) => text.includes(code));
    if (codes.length === 0) continue;
    const observed = `${lastStatement(stage)} Codes of ${codes.length} members of staff came back: ${codes.join(', ')}.`;
    return { payload: callText('searchCustomers', [term]), observed };
  }
  return false;
}

/** Lands when a customer with an apostrophe in the name can't be found. */
export async function apostropheLost(stage: Attack): Promise<false | Seen> {
  const { apostropheName, customers } = stage.scene;
  const { id } = customers.find(({ name }) => name === apostropheName)!;
  for (const term of [apostropheName.split(' ')[1]!, apostropheName, "o'"]) {
    const attempted = await stage.app.attempt('searchCustomers', term);
    const ids = idsOf(attempted);
    if (ids.length === 1 && ids[0] === id) continue;
    const observed = `${whyNot(stage, attempted)} ${apostropheName} was not found.`;
    return { payload: callText('searchCustomers', [term]), observed };
  }
  return false;
}

/** Lands when a member of staff with an apostrophe in the address can't sign in. */
export async function apostropheShutOut(stage: Attack): Promise<false | Seen> {
  const { email, code, id, name } = stage.scene.apostrophe;
  const attempted = await stage.app.attempt('login', email, code);
  const member =
    attempted.outcome === 'returned' ? (attempted.value as { id?: unknown } | null | undefined) : undefined;
  if (member?.id === id) return false;
  return {
    payload: callText('login', [email, code]),
    observed: `${whyNot(stage, attempted)} ${name} could not sign in.`,
  };
}

/** Lands when calls that differ only in their words differ in their statements. */
export async function valueInText({ app, draw, database }: Attack): Promise<false | Seen> {
  const calls: [string, () => string[]][] = [
    ['login', () => [`${draw.token()}@mail.example`, draw.token()]],
    ['searchCustomers', () => [draw.token()]],
  ];
  for (const [name, drawValues] of calls) {
    await app.attempt(name, ...drawValues());
    await app.attempt(name, ...drawValues());
    const known = new Set(database.statements.map(({ sql }) => sql));
    const before = database.statements.length;
    const values = drawValues();
    await app.attempt(name, ...values);
    const other = database.statements.slice(before).find(({ sql }) => !known.has(sql));
    if (other) return { payload: callText(name, values), observed: `The statement was: ${oneLine(other.sql)}` };
  }
  return false;
}
