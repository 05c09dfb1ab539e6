import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecentMean, waitingTime } from '../../../sandbox/src/supervisor/waiting-time.ts';

test('waitingTime() is what the jobs take on so many places', () => {
  assert.equal(waitingTime({ waiting: 8, running: [], places: 2, meanMs: 100 }), 400);
  assert.equal(waitingTime({ waiting: 8, running: [40, 100], places: 2, meanMs: 100 }), 480);
});

test('waitingTime() takes a job that runs for long to need as long again', () => {
  assert.equal(waitingTime({ waiting: 0, running: [5_000], places: 1, meanMs: 100 }), 5_000);
});

test('RecentMean forgets its guess at the first duration, and what is long past', () => {
  const mean = new RecentMean(200);
  assert.equal(mean.value, 200);
  mean.add(10);
  assert.equal(mean.value, 10);
  for (let i = 0; i < 32; i++) mean.add(50);
  assert.equal(mean.value, 50);
});
