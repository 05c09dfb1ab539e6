import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markCheck, scoreOf, type Question } from '#src/domain/mark-check.ts';

const questions: Question[] = ['one', 'two'].map((id) => ({
  id,
  html: id,
  options: [
    { html: 'a', correct: false, whyHtml: 'not a' },
    { html: 'b', correct: true, whyHtml: 'since b' },
  ],
}));

test('markCheck() explains every option of an answered question, and none of an open one', () => {
  const [one, two] = markCheck(questions, new Map([['one', '1']]));
  assert.equal(one?.right, true);
  assert.deepEqual(
    one?.options.map(({ chosen, feedback }) => [chosen, feedback?.correct]),
    [
      [false, false],
      [true, true],
    ],
  );
  assert.equal(two?.right, undefined);
  assert.equal(JSON.stringify(two).includes('since b'), false);
  assert.equal(JSON.stringify(two).includes('correct'), false);
});

test('markCheck() takes an option that is not there for no answer', () => {
  for (const answer of ['2', '-1', '', '01', 'constructor']) {
    assert.equal(markCheck(questions, new Map([['one', answer]]))[0]?.right, undefined, answer);
  }
});

test('scoreOf() counts answers and right ones', () => {
  const answers = new Map([
    ['one', '0'],
    ['two', '1'],
  ]);
  assert.deepEqual(scoreOf(markCheck(questions, answers)), { answered: 2, right: 1, total: 2 });
  assert.deepEqual(scoreOf(markCheck(questions, new Map())), { answered: 0, right: 0, total: 2 });
});
