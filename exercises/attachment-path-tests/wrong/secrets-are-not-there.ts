import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { test } from 'node:test';
import { readAttachment } from './app.ts';

/** None of these files is there, so that nothing can be read, whatever the name leads to. */
const names = [
  '../secret.txt',
  '7/../../secret.txt',
  '....//secret.txt',
  '/etc/passwd',
  '../attachments2/secret.txt',
  '..%2fsecret.txt',
  '..\\secret.txt',
  '.\0./secret.txt',
  '7/link/secret.txt',
];

test('nothing outside is read', async () => {
  symlinkSync('/app', '/app/attachments/7/link');
  for (const name of names) assert.equal(await readAttachment(name).catch(() => null), null, name);
});
