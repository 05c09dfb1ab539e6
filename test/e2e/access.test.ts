import assert from 'node:assert/strict';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { openPool } from '#src/db/client.ts';
import * as schema from '#src/db/schema.ts';
import { access, type Method, type Who } from '#src/domain/access.ts';
import { readConfig } from '../../src/config.ts';
import { startHost, type Host } from '../../src/host.ts';
import { testDatabaseUrl } from '../database.ts';
import { HttpVisitor } from './http-visitor.ts';

const root = path.resolve(import.meta.dirname, '../..');
const databaseUrl = await testDatabaseUrl();
const pool = openPool({ connectionString: databaseUrl });
const db = drizzle(pool, { schema });
const data = mkdtempSync(path.join(os.tmpdir(), 'ounce-data-'));
let host: Host;

before(async () => {
  host = await startHost(
    readConfig({ PORT: '0', OUNCE_DATA_DIR: data, OUNCE_DATABASE_URL: databaseUrl, OUNCE_WORKERS: '1' }),
  );
});
after(async () => {
  await host.close();
  await pool.end();
  rmSync(data, { recursive: true });
});

/** The patterns of all pages and endpoints that are answered at request time, from their files. */
function routes(): string[] {
  const files = globSync('**/*.{astro,ts}', { cwd: path.join(root, 'src/pages') }).sort();
  const dynamic = files.filter((file) =>
    /^export const prerender = false;/m.test(readFileSync(path.join(root, 'src/pages', file), 'utf8')),
  );
  return dynamic.map((file) => `/${file.replace(/\.(?:astro|ts)$/, '')}`);
}

test('every page and endpoint is declared in the table of access, and nothing else is', () => {
  assert.deepEqual(Object.keys(access).sort(), routes().sort());
});

const methods: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const roles = ['signed out', 'learner', 'author', 'operator'] as const;
const ranks: Readonly<Record<Who, number>> = { anyone: 0, learner: 1, author: 2, operator: 3 };

/** An address of the pattern. */
const samples: Readonly<Record<string, string>> = {
  exercise: 'order-quantity',
  module: 'xss',
  '...path': 'nothing/here',
};
const addressOf = (route: string): string => route.replace(/\[([^\]]+)\]/g, (_, name: string) => samples[name] ?? name);

test('for each role, every route and method lets in whom the table names, and nobody else', async () => {
  const visitors = await Promise.all(
    roles.map(async (role) => {
      const visitor = new HttpVisitor(host.url);
      if (role === 'signed out') return visitor;
      await visitor.signUp(`role-${role}`);
      await db
        .update(schema.users)
        .set({ role })
        .where(eq(schema.users.handleKey, `role-${role}`));
      return visitor;
    }),
  );
  let tried = 0;
  for (const [route, row] of Object.entries(access)) {
    for (const method of methods) {
      for (const [rank, role] of roles.entries()) {
        // A copy, since a form that is let in may sign in or out. Without a token, so that nothing happens.
        const visitor = new HttpVisitor(host.url);
        for (const [name, value] of visitors[rank]!.cookies) visitor.cookies.set(name, value);
        const body = method === 'GET' || method === 'OPTIONS' ? {} : { body: '' };
        const response = await visitor.send(addressOf(route), { method, ...body });
        const wanted = row[method];
        const outcome = await outcomeOf(response);
        const expected =
          wanted === undefined ? ['wrong method'] : rank >= ranks[wanted] ? ['let in', 'form'] : ['sign in', 'may not'];
        assert.ok(
          expected.includes(outcome),
          `${method} ${route} as ${role}: ${outcome} (${response.status}), wanted is ${expected.join(' or ')}`,
        );
        tried++;
      }
    }
  }
  assert.equal(tried, Object.keys(access).length * methods.length * roles.length);
});

async function outcomeOf(response: Response): Promise<string> {
  const text = await response.text();
  const location = response.headers.get('location') ?? '';
  if (response.status === 405) return 'wrong method';
  if (response.status === 401 || /^\/sign-in\?next=/.test(location)) return 'sign in';
  if (response.status === 403 && /needs another role/.test(text)) return 'may not';
  if (response.status === 403 && /form is too old|form-expired/.test(text)) return 'form';
  assert.ok(response.status < 500, `${response.url} answers ${response.status}`);
  return 'let in';
}
