import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { verdictSchema } from '@ounce/sandbox';
import { readConfig } from '../../src/config.ts';
import { startHost } from '../../src/host.ts';
import { socketPath, startService, token } from '../sandbox/service/start-service.ts';
import { exerciseFile } from './workspace.ts';

const exercises = path.resolve(import.meta.dirname, '..', '..', 'exercises');
const reference = exerciseFile('order-quantity', 'reference.ts');
/** Uses its CPU time up, so that it runs until something else has happened. */
const long = 'for (;;);';

/** The real host on a free port, with a data folder of its own. */
async function startSite(t: TestContext, environment: Record<string, string>): Promise<string> {
  const data = mkdtempSync(path.join(os.tmpdir(), 'ounce-data-'));
  const host = await startHost(readConfig({ PORT: '0', OUNCE_DATA_DIR: data, OUNCE_RATE: '1000', ...environment }));
  t.after(async () => {
    await host.close();
    rmSync(data, { recursive: true });
  });
  return host.url;
}

function grade(url: string, source: string, signal?: AbortSignal): Promise<Response> {
  return fetch(`${url}/api/grade/order-quantity`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ files: { 'solution.ts': source } }),
    ...(signal && { signal }),
  });
}

async function queuedAt(url: string): Promise<number> {
  const { grader } = (await (await fetch(`${url}/readyz`)).json()) as { grader: { queued: number } };
  return grader.queued;
}

test('POST /api/grade has a grader elsewhere judge, and answers 503 with Retry-After when none is left', async (t) => {
  const service = await startService(t, exercises, '--listen', socketPath(t));
  const url = await startSite(t, { OUNCE_GRADER_URL: service.url, OUNCE_GRADER_TOKEN: token });
  const response = await grade(url, reference);
  assert.equal(verdictSchema.parse(await response.json()).status, 'passed');
  assert.equal((await fetch(`${url}/readyz`)).status, 200);
  service.child.kill('SIGKILL');
  await service.ended;
  const down = await grade(url, reference);
  assert.equal(down.status, 503);
  assert.ok(Number(down.headers.get('retry-after')) >= 1);
  const readiness = await fetch(`${url}/readyz`);
  assert.equal(readiness.status, 503);
  assert.match(await readiness.text(), /"graders":\[\{"grader":1,"status":"unreachable"\}\]/);
});

test('POST /api/grade leaves out a submission whose client went away while it waited', async (t) => {
  const url = await startSite(t, { OUNCE_WORKERS: '1' });
  const taken = [grade(url, long), grade(url, reference)];
  const leaving = new AbortController();
  const gone = Array.from({ length: 4 }, () => assert.rejects(grade(url, long, leaving.signal)));
  while ((await queuedAt(url)) < 4) await delay(20);
  leaving.abort();
  await Promise.all(gone);
  while ((await queuedAt(url)) > 1) await delay(20);
  for (const response of await Promise.all(taken)) assert.equal(response.status, 200);
});
