import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { readConfig } from '#src/config.ts';
import { GET } from '#src/pages/readyz.ts';
import { openApp, type App } from '#src/services/app/open-app.ts';
import { gradeSubmission, type Graded } from '#src/services/grading/grade-submission.ts';
import { problemResponse } from '#src/services/problem/problem-response.ts';
import { testDatabaseUrl } from '../../../database.ts';
import { socketPath, startService, token } from '../../../sandbox/service/start-service.ts';

const root = path.resolve(import.meta.dirname, '..', '..', '..', '..');
const exercisesFolder = path.join(root, 'exercises');
const reference = readFileSync(path.join(exercisesFolder, 'order-quantity', 'reference.ts'), 'utf8');

const databaseUrl = await testDatabaseUrl();

async function openSite(t: TestContext, environment: Record<string, string>): Promise<App> {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'ounce-data-'));
  const config = readConfig({ OUNCE_DATA_DIR: dataFolder, OUNCE_DATABASE_URL: databaseUrl, ...environment });
  const cacheFolder = path.join(root, '.cache', 'sandbox');
  const app = await openApp({ ...config, exercisesFolder, cacheFolder, secureCookies: false });
  t.after(async () => {
    await app.close();
    rmSync(dataFolder, { recursive: true });
  });
  return app;
}

function grade(app: App, signal = new AbortController().signal): Promise<Graded> {
  const sent = { files: { 'solution.ts': reference } };
  return gradeSubmission(app, { address: '192.0.2.1', signal }, 'order-quantity', sent);
}

async function readiness(app: App): Promise<{ status: number; body: Record<string, unknown>; text: string }> {
  const response = await GET({ locals: { app } } as unknown as Parameters<typeof GET>[0]);
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text) as Record<string, unknown>, text };
}

test('gradeSubmission() has graders elsewhere judge, by the address and the token’s file that are set', async (t) => {
  const { url } = await startService(t, exercisesFolder, '--listen', socketPath(t));
  const file = socketPath(t);
  writeFileSync(file, token);
  const elsewhere = `${url},http://127.0.0.1:9`;
  const app = await openSite(t, { OUNCE_GRADER_URL: elsewhere, OUNCE_GRADER_TOKEN_FILE: file });
  const graded = await grade(app);
  assert.equal(graded.outcome === 'graded' && graded.verdict.status, 'passed');
  const { status, body, text } = await readiness(app);
  assert.equal(status, 200);
  assert.deepEqual((body['grader'] as { graders: unknown }).graders, [
    { grader: 1, status: 'ready' },
    { grader: 2, status: 'unreachable' },
  ]);
  assert.doesNotMatch(text, /sock|127\.0\.0\.1/, 'where the graders are is nobody’s business');
});

test('gradeSubmission() answers 503 with a time to come back when no grader can be reached', async (t) => {
  const app = await openSite(t, { OUNCE_GRADER_URL: `unix:${socketPath(t)},http://127.0.0.1:9` });
  const graded = await grade(app);
  assert.ok(graded.outcome === 'problem');
  const response = problemResponse(graded.problem);
  assert.equal(response.status, 503);
  assert.ok(Number(response.headers.get('retry-after')) >= 1);
  assert.equal((await readiness(app)).status, 503);
});

test('gradeSubmission() runs nothing for a client that has gone', async (t) => {
  const app = await openSite(t, { OUNCE_WORKERS: '1' });
  const leaving = new AbortController();
  leaving.abort();
  assert.equal((await grade(app, leaving.signal)).outcome, 'problem');
  assert.equal((await grade(app)).outcome, 'graded');
});

test('openApp() says in a sentence that a token can’t be used', async (t) => {
  const environment = { OUNCE_GRADER_URL: 'http://127.0.0.1:9', OUNCE_GRADER_TOKEN: 'short' };
  await assert.rejects(openSite(t, environment), { code: 'TOKEN_WRONG', message: /^Cannot use the grader's token: / });
});
