import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { wrapped } from '../../../packages/cli/src/wrapped.ts';

test('wrapped() breaks at spaces, and gives a word that is too long a line of its own', () => {
  assert.deepEqual(wrapped('one two three', 7), ['one two', 'three']);
  assert.deepEqual(wrapped('a incomprehensibilities b', 5), ['a', 'incomprehensibilities', 'b']);
});

test('wrapped() loses and adds nothing, and keeps to the width', () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'é'), minLength: 1, maxLength: 12 }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 40 }), (list, most) => {
      const lines = wrapped(list.join(' '), most);
      assert.equal(lines.join(' '), list.join(' '));
      for (const line of lines) assert.ok(line.length <= most || !line.includes(' '));
    }),
  );
});
