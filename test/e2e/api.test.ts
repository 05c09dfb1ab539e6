import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { verdictSchema } from '@ounce/sandbox';
import { readConfig } from '../../src/config.ts';
import { startHost } from '../../src/host.ts';
import { testDatabaseUrl } from '../database.ts';
import { exerciseFile } from './workspace.ts';

const databaseUrl = await testDatabaseUrl();

const starter = { 'solution.ts': exerciseFile('order-quantity', 'starter.ts') };
const reference = { 'solution.ts': exerciseFile('order-quantity', 'reference.ts') };

/** The real host on a free port, with a data folder of its own. */
async function startSite(t: TestContext, environment: Record<string, string> = {}): Promise<string> {
  const data = mkdtempSync(path.join(os.tmpdir(), 'ounce-data-'));
  const settings = { PORT: '0', OUNCE_DATA_DIR: data, OUNCE_DATABASE_URL: databaseUrl, OUNCE_RATE: '1000' };
  const host = await startHost(readConfig({ ...settings, ...environment }));
  t.after(async () => {
    await host.close();
    rmSync(data, { recursive: true });
  });
  return host.url;
}

function grade(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/api/grade/order-quantity`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** Status and problem of an answer that must be a problem, as RFC 9457 says. */
async function problemOf(response: Response): Promise<{ status: number; detail: string }> {
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
  const problem = (await response.json()) as { status: number; title: string; detail: string; type: string };
  assert.equal(problem.status, response.status);
  assert.ok(problem.title.length > 5 && problem.type.startsWith('/problems/'));
  return problem;
}

test('POST /api/grade answers with the verdict, the same one for the same seed', async (t) => {
  const url = await startSite(t);
  const response = await grade(url, { files: starter, seed: 7 });
  assert.equal(response.status, 200);
  const verdict = verdictSchema.parse(await response.json());
  assert.deepEqual([verdict.status, verdict.seed, verdict.exercise.id], ['failed', 7, 'order-quantity']);
  const again = verdictSchema.parse(await (await grade(url, { files: starter, seed: 7 })).json());
  assert.deepEqual(again.checks, verdict.checks);
  const passed = verdictSchema.parse(await (await grade(url, { files: reference })).json());
  assert.equal(passed.status, 'passed');
});

test('POST /api/grade refuses what it can’t read, each with its own problem', async (t) => {
  const url = await startSite(t);
  const statuses = {
    400: grade(url, '{ no json'),
    413: grade(url, { files: { 'solution.ts': ' '.repeat(140_000) } }),
    415: grade(url, 'files=x', { 'Content-Type': 'application/x-www-form-urlencoded' }),
    422: grade(url, { files: {} }),
    403: grade(url, { files: starter }, { Origin: 'https://elsewhere.example' }),
    404: fetch(`${url}/api/grade/none`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ files: starter }),
    }),
    405: fetch(`${url}/api/grade/order-quantity`),
  };
  for (const [status, response] of Object.entries(statuses)) {
    assert.equal((await problemOf(await response)).status, Number(status));
  }
  const large = await problemOf(await grade(url, { files: { 'solution.ts': ' '.repeat(70_000) } }));
  assert.deepEqual([large.status, /65536/.test(large.detail)], [413, true], large.detail);
  assert.equal((await problemOf(await grade(url, { files: starter, seed: -1 }))).status, 422);
});

test('POST /api/grade answers 429 with Retry-After to who asks too often', async (t) => {
  const url = await startSite(t, { OUNCE_RATE: '2' });
  await grade(url, { files: starter });
  await grade(url, { files: starter });
  const response = await grade(url, { files: starter });
  assert.equal((await problemOf(response)).status, 429);
  assert.ok(Number(response.headers.get('retry-after')) >= 1);
});

test('POST /api/grade answers 503 with Retry-After when the queue is full, and grades what it took', async (t) => {
  const url = await startSite(t, { OUNCE_WORKERS: '1', OUNCE_QUEUE: '1' });
  const responses = await Promise.all(Array.from({ length: 12 }, () => grade(url, { files: reference })));
  const busy = responses.filter(({ status }) => status === 503);
  const graded = responses.filter(({ status }) => status === 200);
  assert.ok(
    busy.length > 0 && graded.length > 0 && busy.length + graded.length === 12,
    responses.map(({ status }) => status).join(),
  );
  for (const response of graded) assert.equal(verdictSchema.parse(await response.json()).status, 'passed');
  assert.ok(Number(busy[0]!.headers.get('retry-after')) >= 1);
  assert.equal((await problemOf(busy[0]!)).status, 503);
});

test('GET /healthz and /readyz say how the process and the grader are', async (t) => {
  const url = await startSite(t);
  assert.deepEqual(await (await fetch(`${url}/healthz`)).json(), { status: 'ok' });
  const ready = (await (await fetch(`${url}/readyz`)).json()) as {
    status: string;
    grader: { workers: number };
    database: { ready: boolean };
  };
  assert.equal(ready.status, 'ready');
  assert.equal(ready.database.ready, true);
  assert.ok(ready.grader.workers >= 1);
});

test('a body in pieces is cut off at its limit as well', async (t) => {
  const url = new URL('/api/grade/order-quantity', await startSite(t));
  const request = http.request(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' },
  });
  const answered = once(request, 'response') as Promise<[http.IncomingMessage]>;
  request.on('error', () => undefined);
  for (let i = 0; i < 20; i++) request.write(' '.repeat(10_000));
  request.end();
  const [response] = await answered;
  assert.equal(response.statusCode, 413);
  response.resume();
});
