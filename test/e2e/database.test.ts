import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPool } from '#src/db/client.ts';
import { openEmbedded } from '#src/db/embedded/open-embedded.ts';
import { readConfig } from '../../src/config.ts';
import { startHost } from '../../src/host.ts';
import { exerciseFile } from './workspace.ts';
import { HttpVisitor } from './http-visitor.ts';

test('while the database is dead pages can be read, runs are judged, what can’t be saved says so, and so does /readyz; when it is back, all is ready again', async (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ounce-data-'));

  let server = await openEmbedded({ folder: path.join(folder, 'database') });
  // A link that leads to wherever the server listens next.
  const link = path.join(folder, 'socket');
  symlinkSync(server.connection.host, link);
  const url = `postgres://ounce@localhost/postgres?host=${encodeURIComponent(link)}`;
  const host = await startHost(readConfig({ PORT: '0', OUNCE_DATA_DIR: folder, OUNCE_DATABASE_URL: url }));
  t.after(async () => {
    await host.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  assert.deepEqual(await readiness(host.url), [200, true]);
  const session = await addSession(url);
  const ask = (path: string, method = 'GET', data?: object) =>
    fetch(host.url + path, {
      method,
      headers: { Cookie: session, Origin: host.url, Accept: 'text/html', 'Content-Type': 'application/json' },
      ...(data && { body: JSON.stringify(data) }),
    });
  const run = { files: { 'solution.ts': exerciseFile('order-quantity', 'reference.ts') } };
  const draft = { hash: '0'.repeat(64), files: { 'solution.ts': 'work' }, base: 0 };
  const visitor = new HttpVisitor(host.url);
  const token = await visitor.token('/sign-in');

  await server.stop();
  assert.deepEqual(await readiness(host.url), [503, false]);
  for (const page of ['/', '/learn', '/healthz']) assert.equal((await fetch(host.url + page)).status, 200, page);
  const graded = await ask('/api/grade/order-quantity', 'POST', run);
  assert.deepEqual([graded.status, graded.headers.get('Ounce-Kept')], [200, 'no']);
  assert.equal(((await graded.json()) as { status: string }).status, 'passed');
  for (const page of ['/dashboard', '/search?q=injection']) {
    const answer = await ask(page);
    assert.equal(answer.status, 503, page);
    assert.match(await answer.text(), /can’t be reached/, page);
  }
  assert.equal((await ask('/submissions')).status, 503);
  assert.equal((await ask('/api/drafts/order-quantity', 'PUT', draft)).status, 503);
  const body = new URLSearchParams({ token, handle: 'somebody', password: 'some password' });
  const refused = await visitor.send('/sign-in', { method: 'POST', body });
  assert.deepEqual([refused.status, /out of reach/.test(await refused.text())], [503, true]);
  visitor.cookies.set('ounce', 'x'.repeat(27));
  assert.equal(
    (await visitor.send('/exercises/order-quantity')).status,
    200,
    'an exercise, by somebody with a session',
  );
  assert.equal((await visitor.send('/account')).status, 503);
  assert.ok(visitor.cookies.has('ounce'), 'the session is kept for when the database is back');

  server = await openEmbedded({ folder: path.join(folder, 'database') });
  rmSync(link);
  symlinkSync(server.connection.host, link);
  await untilReady(host.url);
  assert.equal((await ask('/api/drafts/order-quantity', 'PUT', draft)).status, 200);
  assert.equal((await ask('/api/grade/order-quantity', 'POST', run)).headers.get('Ounce-Kept'), 'yes');

  process.kill(server.pid() ?? 0, 'SIGKILL');
  await untilReady(host.url);
});

/** A cookie with the session of a new learner. */
async function addSession(url: string): Promise<string> {
  const pool = openPool({ connectionString: url });
  const token = 'a'.repeat(27);
  const hash = createHash('sha256').update(token).digest('hex');
  await pool.query(`insert into users (id, handle, handle_key) values ('learner', 'learner', 'learner')`);
  await pool.query(
    `insert into sessions (id, user_id, expires_at) values ($1, 'learner', now() + interval '29 days')`,
    [hash],
  );
  await pool.end();
  return `ounce=${token}`;
}

async function readiness(url: string): Promise<[number, boolean]> {
  const response = await fetch(`${url}/readyz`);
  const { database } = (await response.json()) as { database: { ready: boolean } };
  return [response.status, database.ready];
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if ((await readiness(url))[0] === 200) return;
    await sleep(100);
  }
  assert.fail('the database did not come back');
}
