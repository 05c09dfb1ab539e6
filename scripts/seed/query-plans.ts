/** How the database goes about a query. */
import type pg from 'pg';
import { drizzle } from 'drizzle-orm/node-postgres';
import * as schema from '#src/db/schema.ts';
import type { Db } from '#src/db/transaction.ts';

/** Tables that grow with learners and what they do. */
const growing = new Set([
  'users',
  'sessions',
  'passkeys',
  'oauth_accounts',
  'security_events',
  'drafts',
  'submissions',
  'steps',
]);

export interface Asked {
  readonly query: string;
  readonly params: readonly unknown[];
}

/** A database that notes what it is asked. */
export function listening(pool: pg.Pool): { db: Db; asked: () => Asked[] } {
  const asked: Asked[] = [];
  const logQuery = (query: string, params: unknown[]): void => void asked.push({ query, params });
  return { db: drizzle(pool, { schema, logger: { logQuery } }), asked: () => asked.splice(0) };
}

/** The growing tables that the query reads from one end to the other. */
export async function tablesReadWhole(pool: pg.Pool, { query, params }: Asked): Promise<string[]> {
  if (!/^\s*(?:select|insert|update|delete|with)\b/i.test(query)) return [];
  const { rows } = await pool.query<{ 'QUERY PLAN': unknown }>(`explain (format json) ${query}`, [...params]);
  return seqScans(rows[0]?.['QUERY PLAN']).filter((table) => growing.has(table));
}

function seqScans(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(seqScans);
  if (typeof node !== 'object' || node === null) return [];
  const own =
    'Node Type' in node && node['Node Type'] === 'Seq Scan' && 'Relation Name' in node
      ? [String(node['Relation Name'])]
      : [];
  return [...own, ...Object.values(node).flatMap(seqScans)];
}
