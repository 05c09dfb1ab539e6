import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { connectGrader, openGrader, type Grader, type Grading, type LoadedExercise } from '@ounce/sandbox';
import { Endpoint } from '../../../sandbox/src/remote/endpoint.ts';
import { readinessSchema } from '../../../sandbox/src/service/protocol.ts';
import { listen } from '../../../sandbox/src/service/listen.ts';
import { cacheFolder, makeExercise } from '../probe-exercise.ts';
import { send, socketPath, startService, token } from '../service/start-service.ts';

const right = 'export const solve = (n: number) => n * 2;';
const wrong = 'export const solve = (n: number) => n * 3;';
const slow =
  'export function solve(n: number) { let x = 0; for (let i = 0; i < 8e6; i++) x += i % 7; return n * 2 + x - x; }';
const long = 'export function solve() { for (;;); }';

async function connect(t: TestContext, exercise: LoadedExercise, ...urls: string[]): Promise<Grader> {
  const grader = await connectGrader({ urls, token, exercises: [exercise] });
  t.after(() => grader.close());
  return grader;
}

function run(grader: Grader, source: string, seed?: number, signal?: AbortSignal): Promise<Grading> {
  return grader.grade({ exercise: 'probe', files: { 'solution.ts': source }, seed }, { signal });
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(20);
}

const drawing = `[{ id: 'draws', task: 1, title: 'It draws', feedback: 'f', async holds({ app, draw }) {
  return { observed: JSON.stringify([await app.call('solve', draw.int(1, 1e9)), draw.token()]) };
} }]`;

test('connectGrader() gives the verdict that a grader of its own gives for the same seed, over a port and a socket', async (t) => {
  const exercise = await makeExercise({ checks: drawing });
  const own = await openGrader({ exercises: [exercise], cacheFolder, workers: 1 });
  t.after(() => own.close());
  const folder = path.dirname(exercise.folder);
  const services = await Promise.all([
    startService(t, folder, '--listen', '127.0.0.1:0'),
    startService(t, folder, '--listen', socketPath(t)),
  ]);
  const withoutUsage = (grading: Grading): unknown =>
    grading.outcome === 'graded' ? { ...grading.verdict, usage: undefined } : grading;
  for (const { url } of services) {
    const remote = await connect(t, exercise, url);
    assert.deepEqual([remote.health().ready, remote.health().graders], [true, [{ url, status: 'ready' }]]);
    for (const [source, seed] of [
      [right, 1],
      [wrong, 2],
      ['export const solve = (', 3],
    ] as const)
      assert.deepEqual(withoutUsage(await run(remote, source, seed)), withoutUsage(await run(own, source, seed)));
    const drawn = await run(remote, right);
    assert.ok(drawn.outcome === 'graded');
    assert.deepEqual(withoutUsage(await run(own, right, drawn.verdict.seed)), withoutUsage(drawn));
  }
});

test('connectGrader() gets each of 20 submissions its right verdict when one of two graders is killed among them', async (t) => {
  const exercise = await makeExercise();
  const folder = path.dirname(exercise.folder);
  const [victim, other] = await Promise.all([
    startService(t, folder, '--listen', socketPath(t)),
    startService(t, folder, '--listen', '127.0.0.1:0'),
  ]);
  const grader = await connect(t, exercise, victim.url, other.url);
  let done = 0;
  const gradings = Array.from({ length: 20 }, async (_, i) => {
    const grading = await run(grader, i % 3 === 0 ? wrong : slow, i);
    done++;
    return grading;
  });
  const busyOf = async (url: string): Promise<number> => {
    const { busy, queued } = readinessSchema.parse((await send(url, 'GET', '/readyz')).body);
    return busy + queued;
  };
  await until(async () => done > 0 && (await busyOf(other.url)) > 0);
  assert.ok((await busyOf(victim.url)) > 0, 'there is something to lose');
  victim.child.kill('SIGKILL');
  const outcomes = (await Promise.all(gradings)).map((grading) =>
    grading.outcome === 'graded' ? [grading.verdict.status, grading.verdict.seed] : [grading.outcome],
  );
  assert.deepEqual(
    outcomes,
    outcomes.map((_, i) => [i % 3 === 0 ? 'failed' : 'passed', i]),
  );
  const [first, second] = grader.health().graders!;
  assert.deepEqual([first!.status, second!.status, grader.health().ready], ['unreachable', 'ready', true]);
});

test('connectGrader() goes to another grader while one is about to stop, and back to one that came back', async (t) => {
  const exercise = await makeExercise();
  const folder = path.dirname(exercise.folder);
  const socket = socketPath(t);
  const stopping = await startService(t, folder, '--listen', socket);
  const grader = await connect(t, exercise, stopping.url);
  const taken = run(grader, long);
  await until(async () => readinessSchema.parse((await send(stopping.url, 'GET', '/readyz')).body).busy > 0);
  stopping.child.kill('SIGTERM');
  await until(async () => (await send(stopping.url, 'GET', '/readyz')).body['status'] === 'draining');
  const refused = await run(grader, right);
  assert.ok(refused.outcome === 'busy' && refused.retryAfterSeconds >= 1);
  assert.equal(grader.health().graders![0]!.status, 'draining');
  assert.equal((await taken).outcome, 'graded');
  assert.equal(await stopping.ended, 0);
  assert.equal((await run(grader, right)).outcome, 'busy');
  assert.equal(grader.health().ready, false);
  assert.match(grader.health().why ?? '', /grader\.sock is unreachable: .*ENOENT/);
  await startService(t, folder, '--listen', socket);
  assert.equal((await run(grader, right)).outcome, 'graded');
  await until(() => grader.health().ready);
});

test('connectGrader() is busy only when every grader is, and says so at once', async (t) => {
  const exercise = await makeExercise();
  const folder = path.dirname(exercise.folder);
  const services = await Promise.all([
    startService(t, folder, '--listen', socketPath(t), '--queue', '1'),
    startService(t, folder, '--listen', socketPath(t), '--queue', '1'),
  ]);
  const grader = await connect(t, exercise, ...services.map(({ url }) => url));
  const gradings = await Promise.all(Array.from({ length: 12 }, () => run(grader, slow)));
  const count = (outcome: string): number => gradings.filter((grading) => grading.outcome === outcome).length;
  // Two get inside and one waits at each of them, and more only as fast as these are done.
  assert.ok(count('graded') >= 6 && count('busy') > 0, JSON.stringify(gradings.map(({ outcome }) => outcome)));
  assert.equal(count('graded') + count('busy'), 12);
});

test('connectGrader() gives no verdict on another version of an exercise', async (t) => {
  const exercise = await makeExercise();
  const newer = await makeExercise({ checks: drawing });
  const old = await startService(t, path.dirname(exercise.folder), '--listen', socketPath(t));
  const upgrading = await connect(t, newer, old.url);
  const refused = await run(upgrading, right);
  assert.equal(refused.outcome === 'refused' && refused.code, 'EXERCISE_OTHER_VERSION');
  const upgraded = await startService(t, path.dirname(newer.folder), '--listen', socketPath(t));
  const both = await connect(t, newer, old.url, upgraded.url);
  for (let i = 0; i < 3; i++) {
    const grading = await run(both, right, i);
    assert.equal(grading.outcome === 'graded' && grading.verdict.exercise.hash, newer.hash);
  }
});

test('connectGrader() tells a token that is refused from a grader that is not there', async (t) => {
  const exercise = await makeExercise();
  const { url } = await startService(t, path.dirname(exercise.folder), '--listen', socketPath(t));
  const grader = await connectGrader({ urls: [url], token: `${token}-old`, exercises: [exercise] });
  t.after(() => grader.close());
  assert.equal((await run(grader, right)).outcome, 'busy');
  assert.equal(grader.health().graders![0]!.status, 'token refused');
});

/** A server that is no grader of ours: it has the token, and answers as it likes. */
async function impostor(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  t.after(() => server.close());
  return listen(server, { kind: 'port', host: '127.0.0.1', port: 0 });
}

const readiness = JSON.stringify({
  version: 1,
  status: 'ready',
  workers: 8,
  busy: 0,
  queued: 0,
  isolation: [],
  exercises: {},
});

test('connectGrader() believes no verdict that is not one for its run', async (t) => {
  const exercise = await makeExercise();
  const verdict = {
    version: 1,
    status: 'passed',
    exercise: { id: 'probe', hash: exercise.hash },
    seed: 7,
    checks: exercise.plan.map((planned) => ({ ...planned, outcome: 'passed' })),
    log: { lines: [], dropped: 0 },
    usage: { cpuMs: 1, wallMs: 1, queueMs: 0 },
  };
  const forgeries: Record<string, unknown> = {
    'another seed': { outcome: 'graded', verdict: { ...verdict, seed: 8 } },
    'another version': { outcome: 'graded', verdict: { ...verdict, exercise: { id: 'probe', hash: 'b'.repeat(64) } } },
    'no checks': { outcome: 'graded', verdict: { ...verdict, checks: [] } },
    'no verdict': { outcome: 'graded' },
    'no grading': { passed: true },
    nothing: undefined,
  };
  let said: unknown;
  let asked = 0;
  const url = await impostor(t, (request, response) => {
    if (request.url === '/grade') asked++;
    response.end(request.url === '/readyz' ? readiness : (JSON.stringify(said) ?? 'nothing'));
  });
  const service = await startService(t, path.dirname(exercise.folder), '--listen', socketPath(t));
  for (const [name, forgery] of Object.entries(forgeries)) {
    said = forgery;
    const alone = await run(await connect(t, exercise, url), wrong, 7);
    const status = alone.outcome === 'graded' ? alone.verdict.status : alone.outcome;
    assert.ok(status === 'error' || status === 'busy', `${name}: ${status}`);
    const before = asked;
    const beside = await run(await connect(t, exercise, url, service.url), wrong, 7);
    assert.equal(beside.outcome === 'graded' && beside.verdict.status, 'failed', name);
    assert.equal(asked, before + 1, 'it was asked first');
  }
  // What is right is believed, so that the others were refused for what is wrong in them.
  said = { outcome: 'graded', verdict };
  const believed = await run(await connect(t, exercise, url), wrong, 7);
  assert.equal(believed.outcome === 'graded' && believed.verdict.status, 'passed');
});

test('connectGrader() gives up what is sent without end, and what breaks off', async (t) => {
  const exercise = await makeExercise();
  const endless = await impostor(t, (request, response) => {
    if (request.url === '/readyz') return void response.end(readiness);
    const chunk = Buffer.alloc(256 * 1024, ' ');
    const more = (): void => void (response.writable && response.write(chunk, more));
    more();
  });
  const broken = await impostor(t, (request, response) => {
    if (request.url === '/readyz') return void response.end(readiness);
    response.writeHead(200, { 'Content-Length': '1000' }).write('{"outcome":', () => response.destroy());
  });
  for (const url of [endless, broken])
    assert.equal((await run(await connect(t, exercise, url), right)).outcome, 'busy');
});

test('connectGrader() goes away from a grader that stays silent, as soon as the client does', async (t) => {
  const exercise = await makeExercise();
  let closed = 0;
  const silent = await impostor(t, (request, response) => {
    if (request.url === '/readyz') return void response.end(readiness);
    response.once('close', () => closed++);
  });
  const leaving = new AbortController();
  const grader = await connect(t, exercise, silent);
  const running = run(grader, right, 1, leaving.signal);
  setTimeout(() => leaving.abort(), 50);
  await assert.rejects(running, { name: 'AbortError' });
  await until(() => closed === 1);
});

test('look() gives up what is awaited when a grader does not say three times how it is', async (t) => {
  let asked = false;
  const url = await impostor(t, (request) => {
    if (request.url === '/readyz') return void request.destroy();
    asked = true;
  });
  const endpoint = new Endpoint(url, token);
  const running = endpoint.submit({ exercise: 'probe', files: {} }, undefined);
  await until(() => asked);
  for (let i = 0; i < 3; i++) await endpoint.look();
  assert.deepEqual(await running, { outcome: 'nothing', status: 'unreachable', why: 'it did not answer 3 times' });
});

test('connectGrader() refuses what no grader needs to see', async (t) => {
  const exercise = await makeExercise();
  const grader = await connect(t, exercise, 'http://127.0.0.1:9');
  const refused = await grader.grade({ exercise: 'prope', files: {} });
  assert.equal(refused.outcome === 'refused' && refused.code, 'EXERCISE_UNKNOWN');
  await assert.rejects(connectGrader({ urls: [], exercises: [] }), TypeError);
  for (const url of ['127.0.0.1:4322', 'ftp://a', 'http://a/path', 'unix:a'])
    await assert.rejects(connectGrader({ urls: [url], exercises: [] }), /is no grader/);
});
