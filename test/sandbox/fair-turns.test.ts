import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { openGrader, type Grader, type Grading } from '@ounce/sandbox';
import { cacheFolder, makeExercise } from './probe-exercise.ts';

const quick = 'export const solve = (n: number) => n * 2;';
/** Takes ten times as long as what is around it, and within every limit. */
const slow =
  'export function solve(n: number) { let x = 0; for (let i = 0; i < 8e6; i++) x += i % 7; return n * 2 + x - x; }';

async function openProbe(t: TestContext, queueLimit: number): Promise<Grader> {
  const grader = await openGrader({ exercises: [await makeExercise()], cacheFolder, workers: 1, queueLimit });
  t.after(() => grader.close());
  return grader;
}

function run(grader: Grader, source: string, learner: string, signal?: AbortSignal): Promise<Grading> {
  return grader.grade({ exercise: 'probe', files: { 'solution.ts': source }, seed: 1, learner }, { signal });
}

test('grade() makes nobody wait behind all submissions of another learner, and turns away only who fills their share', async (t) => {
  const grader = await openProbe(t, 40);
  const finished: string[] = [];
  const noted = (learner: string): Promise<Grading> =>
    run(grader, quick, learner).then((grading) => {
      if (grading.outcome === 'graded') finished.push(learner);
      return grading;
    });
  const many = Array.from({ length: 30 }, () => noted('ann'));
  const others = ['bo', 'cy'].map((learner) => noted(learner));
  const outcomes = (await Promise.all(many)).map(({ outcome }) => outcome);
  assert.equal(outcomes.filter((outcome) => outcome === 'busy').length, 30 - 10 - 2, 'a quarter waits, two are inside');
  for (const grading of await Promise.all(others)) assert.equal(grading.outcome, 'graded');
  const places = ['bo', 'cy'].map((learner) => finished.indexOf(learner));
  assert.ok(Math.max(...places) <= 5, `finished in the order ${finished.join()}`);
});

test('grade() leaves out who has gone while waiting', async (t) => {
  const grader = await openProbe(t, 20);
  const leaving = new AbortController();
  const before = ['ann', 'bo', 'cy'].map((learner) => run(grader, slow, learner));
  const gone = run(grader, slow, 'di', leaving.signal);
  const after = run(grader, quick, 'el', leaving.signal);
  const { queued } = grader.health();
  leaving.abort();
  await assert.rejects(gone, { name: 'AbortError' });
  await assert.rejects(after, { name: 'AbortError' });
  assert.equal(grader.health().queued, queued - 2);
  for (const grading of await Promise.all(before)) assert.equal(grading.outcome, 'graded');
  assert.equal(grader.health().queued, 0);
});

test('grade() says busy at once, with a time after which there is room, near to what the queue really takes', async (t) => {
  const grader = await openProbe(t, 16);
  for (let i = 0; i < 6; i++) await run(grader, slow, 'first');
  const began = performance.now();
  const waiting = Array.from({ length: 18 }, (_, i) => run(grader, slow, `learner ${i}`));
  const refused = await run(grader, slow, 'late');
  assert.equal(grader.health().queued >= 16, true, 'nothing was waited for');
  assert.equal(refused.outcome, 'busy');
  const told = refused.outcome === 'busy' ? refused.retryAfterSeconds : 0;
  const obeying = delay(told * 1_000).then(() => run(grader, slow, 'late'));
  for (const grading of await Promise.all(waiting)) assert.equal(grading.outcome, 'graded');
  const took = (performance.now() - began) / 1_000;
  assert.equal((await obeying).outcome, 'graded');
  // It is told in whole seconds, so that one of them is left out.
  t.diagnostic(`told ${told} s, took ${took.toFixed(2)} s`);
  assert.ok(told <= 4 * took + 1 && took <= 4 * told, `told ${told} s, took ${took} s`);
});

test('grade() says that a learner’s share is full while it is, and takes the next one after the time it told', async (t) => {
  const grader = await openProbe(t, 16);
  await run(grader, slow, 'ann');
  const own = Array.from({ length: 6 }, () => run(grader, slow, 'ann'));
  const refused = await run(grader, slow, 'ann');
  assert.equal(refused.outcome, 'busy');
  assert.equal((await run(grader, quick, 'bo')).outcome, 'graded');
  await delay(refused.outcome === 'busy' ? refused.retryAfterSeconds * 1_000 : 0);
  assert.equal((await run(grader, quick, 'ann')).outcome, 'graded');
  for (const grading of await Promise.all(own)) assert.equal(grading.outcome, 'graded');
});
