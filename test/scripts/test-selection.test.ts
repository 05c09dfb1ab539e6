import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { selectTests } from '../../scripts/test-selection.ts';

const root = path.resolve(import.meta.dirname, '../..');

test('selectTests() takes every test when nothing is asked for, those in the browser apart', () => {
  const { all, files, browserFiles, namePatterns } = selectTests([], root);
  assert.equal(all, true);
  assert.ok(files.includes('test/rooms.test.ts') && files.includes('test/scripts/test-selection.test.ts'));
  assert.ok(
    files.every((file) => !file.startsWith('test/e2e/')) && browserFiles.every((file) => file.startsWith('test/e2e/')),
  );
  assert.deepEqual(namePatterns, []);
});

test('selectTests() tells files and folders from patterns of names', () => {
  const selection = selectTests(['test/rooms.test.ts', 'findBrowser', '--test-name-pattern=first place'], root);
  assert.deepEqual(selection, {
    all: false,
    files: ['test/rooms.test.ts'],
    browserFiles: [],
    namePatterns: ['findBrowser', 'first place'],
  });
  assert.ok(selectTests(['./test/scripts'], root).files.includes('test/scripts/test-selection.test.ts'));
});

test('selectTests() looks in every file for a pattern alone', () => {
  assert.ok(selectTests(['leaks'], root).files.includes('test/rooms.test.ts'));
});
