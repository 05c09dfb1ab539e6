import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tidyPath } from '#src/host/tidy-path.ts';

test('tidyPath() drops slashes at the end', () => {
  assert.equal(tidyPath('/learn/'), '/learn');
  assert.equal(tidyPath('/learn/sql-injection//'), '/learn/sql-injection');
});

for (const path of [
  '/',
  '/learn',
  '//evil.example/',
  '/\\evil.example/',
  '/%2F/evil.example/',
  '/..//evil.example/',
  '/a//b/',
  '/%0d%0a/',
]) {
  test(`tidyPath() sends nobody away from ${path}`, () => assert.equal(tidyPath(path), undefined));
}
