import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEmbedded } from '#src/db/embedded/open-embedded.ts';
import { readConfig } from '../../src/config.ts';
import { startHost } from '../../src/host.ts';

test('while the database is dead pages can be read and /readyz says so; when it is back, all is ready again', async (t) => {
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

  await server.stop();
  assert.deepEqual(await readiness(host.url), [503, false]);
  for (const page of ['/', '/learn', '/healthz']) assert.equal((await fetch(host.url + page)).status, 200, page);

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
