import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEmbedded } from '#src/db/embedded/open-embedded.ts';
import { readConfig } from '../../src/config.ts';
import { startHost } from '../../src/host.ts';
import { HttpVisitor } from './http-visitor.ts';

test('while the database is dead pages can be read and /readyz says so; when it is back, all is ready again', async (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ounce-data-'));
  t.after(() => rmSync(folder, { recursive: true }));
  let server = await openEmbedded({ folder: path.join(folder, 'database') });
  t.after(() => server.stop());
  // A link that leads to wherever the server listens next.
  const link = path.join(folder, 'socket');
  symlinkSync(server.connection.host, link);
  const url = `postgres://ounce@localhost/postgres?host=${encodeURIComponent(link)}`;
  const host = await startHost(readConfig({ PORT: '0', OUNCE_DATA_DIR: folder, OUNCE_DATABASE_URL: url }));
  t.after(() => host.close());
  assert.deepEqual(await readiness(host.url), [200, true]);
  const visitor = new HttpVisitor(host.url);
  const token = await visitor.token('/sign-in');

  await server.stop();
  assert.deepEqual(await readiness(host.url), [503, false]);
  for (const page of ['/', '/learn', '/healthz']) assert.equal((await fetch(host.url + page)).status, 200, page);
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

  process.kill(server.pid() ?? 0, 'SIGKILL');
  await untilReady(host.url);
});

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
