import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { test } from 'node:test';
import { readinessSchema } from '../../../sandbox/src/service/protocol.ts';
import { makeExercise } from '../probe-exercise.ts';
import { runService, send, socketPath, startService, token, type Started } from './start-service.ts';

const right = 'export const solve = (n: number) => n * 2;';
/** Uses its CPU time up, so that it runs until something else has happened. */
const long = 'export function solve() { for (;;); }';

const submission = (source: string, more: object = {}): string =>
  JSON.stringify({ exercise: 'probe', files: { 'solution.ts': source }, seed: 7, ...more });

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(20);
}

async function busyOf({ url }: Started): Promise<number> {
  const { busy, queued } = readinessSchema.parse((await send(url, 'GET', '/readyz')).body);
  return busy + queued;
}

test('serve.ts grades, tells how it is, and answers what it can’t read with a problem', async (t) => {
  const exercise = await makeExercise();
  const { url } = await startService(t, path.dirname(exercise.folder), '--listen', '127.0.0.1:0');
  const graded = await send(url, 'POST', '/grade', { body: submission(right) });
  assert.equal(graded.status, 200);
  const { outcome, verdict } = graded.body as { outcome: string; verdict: { status: string; seed: number } };
  assert.deepEqual([outcome, verdict.status, verdict.seed], ['graded', 'passed', 7]);

  const { status, exercises, workers, isolation } = readinessSchema.parse((await send(url, 'GET', '/readyz')).body);
  assert.deepEqual([status, exercises, workers], ['ready', { probe: exercise.hash }, 1]);
  assert.ok(isolation.some(({ name, active }) => name === 'isolate' && active));

  const large = submission('x'.repeat(600_000));
  const problems: [code: string, status: number, ...Parameters<typeof send>][] = [
    ['NO_JSON', 400, url, 'POST', '/grade', { body: '{ no json' }],
    ['BODY_TOO_LARGE', 413, url, 'POST', '/grade', { body: large }],
    ['TYPE_WRONG', 415, url, 'POST', '/grade', { body: submission(right), headers: { 'Content-Type': 'text/plain' } }],
    ['REQUEST_WRONG', 422, url, 'POST', '/grade', { body: submission(right, { seed: 'seven' }) }],
    ['REQUEST_WRONG', 422, url, 'POST', '/grade', { body: submission(right, { extra: 1 }) }],
    ['NOTHING_HERE', 404, url, 'GET', '/constructor'],
    ['METHOD_WRONG', 405, url, 'GET', '/grade'],
  ];
  for (const [code, wanted, ...request] of problems) {
    const heard = await send(...request);
    assert.deepEqual([heard.status, heard.body['code'], heard.body['status']], [wanted, code, wanted]);
    assert.match(heard.headers['content-type'] ?? '', /^application\/problem\+json/);
  }

  const refused = await send(url, 'POST', '/grade', { body: submission(right, { hash: 'b'.repeat(64) }) });
  assert.deepEqual([refused.status, refused.body['code']], [200, 'EXERCISE_OTHER_VERSION']);
});

test('serve.ts wants the token for everything but /healthz', async (t) => {
  const { folder } = await makeExercise();
  const { url } = await startService(t, path.dirname(folder), '--listen', socketPath(t));
  for (const authorization of ['', 'Bearer', `Bearer ${token}x`, `Bearer ${token.slice(1)}`, `Basic ${token}`, token]) {
    for (const [method, where] of [
      ['POST', '/grade'],
      ['GET', '/readyz'],
    ] as const) {
      const body = method === 'POST' ? { body: submission(right) } : {};
      const { status, headers } = await send(url, method, where, { authorization, ...body });
      assert.deepEqual([status, headers['www-authenticate']], [401, 'Bearer'], `${where} with "${authorization}"`);
    }
  }
  assert.equal((await send(url, 'GET', '/healthz', { authorization: '' })).status, 200);
  assert.equal((await send(url, 'POST', '/grade', { body: submission(right) })).status, 200);
});

test('serve.ts finishes what it has taken when it is told to stop, and takes nothing new', async (t) => {
  const { folder } = await makeExercise();
  const service = await startService(t, path.dirname(folder), '--listen', '127.0.0.1:0');
  const taken = [long, right].map((source) => send(service.url, 'POST', '/grade', { body: submission(source) }));
  await until(async () => (await busyOf(service)) > 0);
  service.child.kill('SIGTERM');
  await until(async () => (await send(service.url, 'GET', '/readyz')).body['status'] === 'draining');
  const { status, headers, body } = await send(service.url, 'POST', '/grade', { body: submission(right) });
  assert.deepEqual([status, body['code']], [503, 'DRAINING']);
  assert.ok(Number(headers['retry-after']) >= 1);
  const verdicts = (await Promise.all(taken)).map((heard) => heard.body['verdict'] as { status: string });
  assert.deepEqual(
    verdicts.map((verdict) => verdict.status),
    ['failed', 'passed'],
  );
  assert.equal(await service.ended, 0);
});

test('serve.ts ends at once when it is told twice', async (t) => {
  const { folder } = await makeExercise();
  const service = await startService(t, path.dirname(folder), '--listen', '127.0.0.1:0');
  const running = send(service.url, 'POST', '/grade', { body: submission(long) });
  const lost = assert.rejects(running);
  await until(async () => (await busyOf(service)) > 0);
  service.child.kill('SIGTERM');
  await until(async () => (await send(service.url, 'GET', '/readyz')).body['status'] === 'draining');
  service.child.kill('SIGTERM');
  assert.equal(await service.ended, 1);
  await lost;
});

test('serve.ts leaves out a submission whose client has gone', async (t) => {
  const { folder } = await makeExercise();
  const service = await startService(t, path.dirname(folder), '--listen', '127.0.0.1:0');
  const leaving = new AbortController();
  // The second one has its place and waits for the worker, so that all others wait outside.
  const taken = [long, right].map((source) => send(service.url, 'POST', '/grade', { body: submission(source) }));
  await until(async () => (await busyOf(service)) > 0);
  const gone = Array.from({ length: 5 }, () =>
    assert.rejects(send(service.url, 'POST', '/grade', { body: submission(long), signal: leaving.signal })),
  );
  await until(async () => (await busyOf(service)) >= 6);
  leaving.abort();
  await Promise.all(gone);
  await until(async () => (await busyOf(service)) <= 2);
  assert.deepEqual(
    (await Promise.all(taken)).map(({ status }) => status),
    [200, 200],
  );
});

test('serve.ts says in a sentence why it can’t start', async () => {
  const { code, output } = await runService(['--listen', '0.0.0.0:0']);
  assert.equal(code, 1);
  assert.match(output, /^Cannot serve: other machines can reach 0\.0\.0\.0:0, and there is no token.*\n$/);
});

test('serve.ts takes the place of a socket that a killed process left, lets owner and group in, and tidies it away', async (t) => {
  const { folder } = await makeExercise();
  const socket = socketPath(t);
  const first = await startService(t, path.dirname(folder), '--listen', socket);
  assert.equal(statSync(socket).mode & 0o777, 0o660);
  const second = await runService(['--exercises', path.dirname(folder), '--listen', socket]);
  assert.match(second.output, /another process listens on/);
  first.child.kill('SIGKILL');
  await first.ended;
  assert.ok(existsSync(socket));
  const third = await startService(t, path.dirname(folder), '--listen', socket);
  assert.equal((await send(third.url, 'POST', '/grade', { body: submission(right) })).status, 200);
  third.child.kill('SIGTERM');
  assert.equal(await third.ended, 0);
  assert.ok(!existsSync(socket));
});
