import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainText, segments, tidyQuery } from '#src/domain/search.ts';

test('segments() loses no letter, and marks what stands between the marks', () => {
  assert.deepEqual(segments('a [b] c [d]', '[', ']'), [
    { text: 'a ', hit: false },
    { text: 'b', hit: true },
    { text: ' c ', hit: false },
    { text: 'd', hit: true },
  ]);
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z<>&]*$/)), (parts) => {
      const marked = parts.map((part, index) => (index % 2 === 0 ? part : `[${part}]`)).join('');
      assert.equal(
        segments(marked, '[', ']')
          .map(({ text }) => text)
          .join(''),
        parts.join(''),
      );
    }),
  );
});

test('plainText() leaves the words of Markdown, code and components', () => {
  const text = plainText(
    '## The mistake\n\n<Note title="x">\n\nSee [the docs](https://x.y) for `readFile`.\n\n</Note>\n\n```ts\nconst a = 1;\n```\n\n| a | b |\n| - | - |\n',
  );
  assert.equal(text, 'The mistake See the docs for readFile. const a = 1; a b');
});

test('tidyQuery() leaves one line of at most 100 characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const query = tidyQuery(text);
      assert.ok(query.length <= 100 && query.isWellFormed());
      assert.doesNotMatch(query, /[\p{Cc}]/u);
    }),
  );
});
