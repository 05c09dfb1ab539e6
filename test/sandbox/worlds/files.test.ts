import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFilesWorld, type FilesWorld } from '../../../sandbox/src/worlds/files.ts';
import type { HostFunction } from '../../../sandbox/src/worlds/world.ts';
import { graderFor, makeExercise, verdictOn } from '../probe-exercise.ts';

function open(): { files: FilesWorld; fs: Readonly<Record<string, HostFunction>> } {
  const { handle, modules } = openFilesWorld();
  return { files: handle, fs: modules['ounce:files']!.functions };
}

function text(bytes: unknown): string {
  return Buffer.from(bytes as Uint8Array).toString();
}

test('the author writes, links and reads; directories are made on the way', () => {
  const { files } = open();
  files.write('/srv/a/b.txt', 'one');
  files.write('/srv/a/b.txt', 'two');
  files.link('/srv/links/b', '../a/b.txt');
  files.makeDirectory('/srv/empty/one');
  assert.equal(files.read('/srv/a/b.txt'), 'two');
  assert.equal(files.read('/srv/links/b'), 'two');
  assert.equal(files.read('/srv/none/b.txt'), undefined);
  assert.equal(files.read('/srv/empty/one'), undefined);
  assert.throws(() => files.makeDirectory('/srv/a/b.txt/c'), /b\.txt is a file/);
  assert.deepEqual(files.accesses, []);
});

test('accesses tell what was asked for, and where it led', () => {
  const { files, fs } = open();
  files.write('/app/public/page.html', 'page');
  files.write('/etc/secret', 'secret');
  files.link('/app/public/etc', '/etc');
  fs['readFile']!('public/../public/page.html');
  fs['readFile']!('/app/public/etc/secret');
  fs['stat']!('public/etc');
  fs['lstat']!('public/etc');
  assert.throws(() => fs['readFile']!('none'), { code: 'ENOENT' });
  fs['writeFile']!('/tmp/new', 'x');
  assert.deepEqual(files.accesses, [
    { operation: 'open', path: 'public/../public/page.html', reached: '/app/public/page.html' },
    { operation: 'open', path: '/app/public/etc/secret', reached: '/etc/secret' },
    { operation: 'stat', path: 'public/etc', reached: '/etc' },
    { operation: 'lstat', path: 'public/etc', reached: '/app/public/etc' },
    { operation: 'open', path: 'none', reached: undefined },
    { operation: 'write', path: '/tmp/new', reached: undefined },
  ]);
});

test('a relative path begins at /app, and .. never leaves the root', () => {
  const { files, fs } = open();
  files.write('/app/a', 'a');
  assert.equal(text(fs['readFile']!('a')), 'a');
  assert.equal(text(fs['readFile']!(`${'../'.repeat(50)}app/a`)), 'a');
  assert.equal(fs['realpath']!('../../..'), '/');
});

test('paths may be Buffers and file: URLs, and hold no null byte', () => {
  const { files, fs } = open();
  files.write('/app/a b', 'ab');
  assert.equal(text(fs['readFile']!(Buffer.from('/app/a b'))), 'ab');
  assert.equal(text(fs['readFile']!({ href: 'file:///app/a%20b' })), 'ab');
  assert.throws(() => fs['readFile']!({ href: 'https://site.example/a' }), { code: 'ERR_INVALID_URL_SCHEME' });
  assert.throws(() => fs['readFile']!({ href: 'file:///app%2fa' }), { code: 'ERR_INVALID_FILE_URL_PATH' });
  assert.throws(() => fs['readFile']!('/app/a\0.html'), { name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE' });
  for (const path of [undefined, null, 5, {}, []])
    assert.throws(() => fs['readFile']!(path), { code: 'ERR_INVALID_ARG_TYPE' });
});

test('mkdir() with parents takes .. after a link from where the link leads', () => {
  const { files, fs } = open();
  files.makeDirectory('/far/there');
  files.link('/app/link', '/far/there');
  fs['mkdir']!('link/../one/two', true);
  assert.deepEqual(fs['readdir']!('/far/one'), [{ name: 'two', kind: 'directory' }]);
  assert.throws(() => fs['stat']!('/app/one'), { code: 'ENOENT' });
});

test('a tree has room for so much and no more', () => {
  const { fs } = open();
  fs['writeFile']!('large', 'x'.repeat(256 * 1_024));
  assert.throws(() => fs['writeFile']!('large', 'x', true), /ENOSPC/);
  const fill = (): void => {
    for (let i = 0; i < 2_001; i++) fs['writeFile']!(`f${i}`, '');
  };
  assert.throws(fill, /ENOSPC/);
});

test('a program finds node:fs as Node has it', async (t) => {
  const checks = `[{ id: 'reads', task: 1, title: 'It reads', feedback: 'f', async holds({ app }) { return { observed: JSON.stringify(await app.call('solve')) }; } }]`;
  const scene = `export default ({ files }) => { files.write('/app/a.txt', 'grün'); files.link('/app/l', 'a.txt'); };`;
  const grader = await graderFor(t, await makeExercise({ checks, scene, worlds: ['files'] }));
  const source = `import fs, { readFileSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { pathToFileURL, fileURLToPath } from 'node:url';
const failure = async (act: () => unknown) => { try { return await act(); } catch (error: any) { return error instanceof Error && error.code; } };
export const solve = async () => ({
  bytes: readFileSync('a.txt').length,
  texts: [readFileSync('a.txt', 'utf8'), await readFile(new URL('file:///app/l'), { encoding: 'utf8' }), await fs.promises.readFile(pathToFileURL('/app/a.txt'), 'utf8')],
  url: [pathToFileURL('/a b') instanceof URL, fileURLToPath(pathToFileURL('/a b'))],
  kinds: (await readdir('.', { withFileTypes: true })).map((entry) => [entry.name, entry.isFile(), entry.isSymbolicLink()]),
  missing: [fs.existsSync('none'), fs.statSync('none', { throwIfNoEntry: false }) === undefined, await failure(() => stat('none')), await failure(() => fs.lstatSync('none'))],
});`;
  const seen = JSON.parse((await verdictOn(grader, source)).checks[0]!.observed ?? 'null') as unknown;
  assert.deepEqual(seen, {
    bytes: 5,
    texts: ['grün', 'grün', 'grün'],
    url: [true, '/a b'],
    kinds: [
      ['a.txt', true, false],
      ['l', false, true],
    ],
    missing: [false, true, 'ENOENT', 'ENOENT'],
  });
});
