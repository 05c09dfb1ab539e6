import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareLines, isChanged } from '#src/domain/compare-lines.ts';

const text = (count: number): string => Array.from({ length: count }, (_, at) => `line ${at + 1}\n`).join('');

test('compareLines() numbers lines on both sides and cuts equal stretches', () => {
  const lines = compareLines(text(12), text(12).replace('line 6\n', 'line six\n'), 1);
  assert.deepEqual(lines, [
    { kind: 'gap', lines: 4 },
    { kind: 'same', text: 'line 5', before: 5, after: 5 },
    { kind: 'removed', text: 'line 6', before: 6, after: undefined },
    { kind: 'added', text: 'line six', before: undefined, after: 6 },
    { kind: 'same', text: 'line 7', before: 7, after: 7 },
    { kind: 'gap', lines: 5 },
  ]);
});

test('compareLines() sees no change in line ends and in a missing one at the end', () => {
  assert.equal(isChanged(compareLines('a\r\nb\r\n', 'a\nb')), false);
  assert.deepEqual(compareLines('a\nb\n', 'a\nb'), [{ kind: 'gap', lines: 2 }]);
});

test('compareLines() of empty texts has no lines', () => {
  assert.deepEqual(compareLines('', ''), []);
  assert.deepEqual(compareLines('', 'a'), [{ kind: 'added', text: 'a', before: undefined, after: 1 }]);
});
