import assert from 'node:assert/strict';
import { test } from 'node:test';
import { courseProgress, leftText } from '#src/domain/course-progress.ts';
import type { Outline, Step } from '#src/domain/outline.ts';

const step = (kind: Step['kind'], name: string, minutes: number): Step => ({
  kind,
  key: `${kind}:${name}`,
  title: name,
  href: `/${name}`,
  minutes,
  summary: '',
});
const steps = [step('lesson', 'a', 10), step('exercise', 'b', 20), step('check', 'c', 5)];
const module = { id: 'm', number: 1, title: 'M', summary: '', cwe: [], owasp: '', steps };
const outline: Outline = { title: '', summary: '', parts: [{ id: 'p', title: 'P', summary: '', modules: [module] }] };

test('courseProgress() leads on to the first step that is open', () => {
  const progress = courseProgress(outline, { steps: { 'lesson:a': 'x', 'check:c': 'x' }, earlier: [] });
  assert.equal(progress.next?.step.key, 'exercise:b');
  assert.deepEqual([progress.done, progress.total, progress.parts[0]?.done], [2, 3, 2]);
  assert.equal(leftText(progress.left), '1 exercise, about 20 minutes');
});

test('courseProgress() counts a pass of an earlier version, and says so', () => {
  const progress = courseProgress(outline, { steps: { 'exercise:b': 'x' }, earlier: ['exercise:b'] });
  assert.deepEqual(
    progress.parts[0]?.modules[0]?.steps.map(({ state }) => state),
    ['open', 'earlier', 'open'],
  );
  assert.equal(leftText(progress.left), '1 lesson and 1 set of questions, about 15 minutes');
});

test('courseProgress() leads nowhere when all is done', () => {
  const done = Object.fromEntries(steps.map(({ key }) => [key, 'x']));
  assert.equal(courseProgress(outline, { steps: done, earlier: [] }).next, undefined);
});
