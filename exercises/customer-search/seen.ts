/** How the checks and exploits show what they sent and saw. */
import { inspect } from 'node:util';
import type { Attempted, Stage } from '@ounce/sandbox/exercise';
import type { Scene } from './scene.ts';

export type Attack = Stage<'database', Scene>;

export function callText(name: string, values: readonly unknown[]): string {
  return `${name}(${values.map((value) => inspect(value, { breakLength: Infinity })).join(', ')})`;
}

export function show(value: unknown): string {
  return inspect(value, { depth: 10, maxArrayLength: 500, maxStringLength: 10_000, breakLength: Infinity });
}

export function oneLine(sql: string): string {
  const text = sql.replace(/\s+/g, ' ').trim();
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

export function lastStatement({ database }: Attack): string {
  const statement = database.statements.at(-1);
  return statement ? `The query became: ${oneLine(statement.sql)}.` : '';
}

/** Why an ordinary call did not give what it should: what the database said, else what was thrown. */
export function whyNot({ database }: Attack, attempted: Attempted): string {
  const failed = database.statements.at(-1)?.error;
  if (failed !== undefined) return `The database said: ${failed}.`;
  return attempted.outcome === 'threw' ? `It threw ${attempted.name}: ${attempted.message}.` : '';
}

/** What came back as text, empty when the call threw. */
export function textOf(attempted: Attempted): string {
  return attempted.outcome === 'returned' ? show(attempted.value) : '';
}

/** The ids of a list in their order, none when the call threw or gave no list. */
export function idsOf(attempted: Attempted): unknown[] {
  const value = attempted.outcome === 'returned' ? attempted.value : undefined;
  return Array.isArray(value) ? value.map((item: unknown) => (item as { id?: unknown } | null | undefined)?.id) : [];
}
