import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { builtFrom, dropBuiltFrom, keepBuiltFrom, sourceHash } from '../../scripts/built-from.ts';

test('sourceHash() changes with a content, a name and a new file, and with nothing else', () => {
  const root = project();
  const first = sourceHash(root);
  writeFileSync(path.join(root, 'README.md'), 'not read by the build');
  assert.equal(sourceHash(root), first);

  writeFileSync(path.join(root, 'src/pages/index.astro'), '<p>changed</p>');
  const changed = sourceHash(root);
  renameSync(path.join(root, 'src/pages/index.astro'), path.join(root, 'src/pages/other.astro'));
  const renamed = sourceHash(root);
  writeFileSync(path.join(root, 'courses/course.yml'), '');
  const added = sourceHash(root);
  rmSync(path.join(root, 'courses/course.yml'));
  assert.equal(sourceHash(root), renamed);
  assert.equal(new Set([first, changed, renamed, added]).size, 4);
});

test('builtFrom() is what keepBuiltFrom() kept until dropBuiltFrom()', () => {
  const root = project();
  assert.equal(builtFrom(root), undefined);
  mkdirSync(path.join(root, 'dist'));
  keepBuiltFrom(root, 'abc');
  assert.equal(builtFrom(root), 'abc');
  dropBuiltFrom(root);
  dropBuiltFrom(root);
  assert.equal(builtFrom(root), undefined);
});

test('sourceHash() throws for a missing source, naming it', () => {
  const root = project();
  rmSync(path.join(root, 'astro.config.ts'));
  assert.throws(() => sourceHash(root), { code: 'ENOENT', path: path.join(root, 'astro.config.ts') });
});

function project(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'ounce-built-'));
  for (const folder of ['src/pages', 'courses', 'exercises', 'public', 'sandbox/src']) {
    mkdirSync(path.join(root, folder), { recursive: true });
  }
  for (const file of ['astro.config.ts', 'package.json', 'package-lock.json']) writeFileSync(path.join(root, file), '');
  writeFileSync(path.join(root, 'src/pages/index.astro'), '<p>first</p>');
  return root;
}
