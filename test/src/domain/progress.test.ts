import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProgress, withStep } from '#src/domain/progress.ts';

test('parseProgress() takes anything that we did not write for nothing', () => {
  for (const stored of [null, '', '{', 'null', '3', '"x"', '{"a":1}']) assert.deepEqual(parseProgress(stored), {});
});

test('withStep() keeps the first time', () => {
  const once = withStep({}, 'lesson:a/b', new Date(0));
  assert.deepEqual(once, { 'lesson:a/b': '1970-01-01T00:00:00.000Z' });
  assert.deepEqual(withStep(once, 'lesson:a/b', new Date(9e9)), once);
  assert.deepEqual(parseProgress(JSON.stringify(once)), once);
});
