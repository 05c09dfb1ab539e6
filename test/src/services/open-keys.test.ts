import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { openKeys } from '#src/services/keys/open-keys.ts';

test('openKeys() makes one secret, readable by its owner alone, and gives it again', async (t) => {
  const folder = path.join(await scratch(t), 'data');
  const first = await openKeys(folder);
  assert.equal(first.secret.length, 32);
  assert.deepEqual((await openKeys(folder)).secret, first.secret);
  assert.equal((await stat(folder)).mode & 0o777, 0o700);
  assert.equal((await stat(path.join(folder, 'secret.key'))).mode & 0o777, 0o600);
});

test('openKeys() gives every starter the same secret when several start at once', async (t) => {
  const folder = await scratch(t);
  const all = await Promise.all(Array.from({ length: 12 }, () => openKeys(folder)));
  assert.equal(new Set(all.map(({ secret }) => secret.toString('hex'))).size, 1);
  assert.deepEqual(await readdir(folder), ['secret.key']);
});

test('openKeys() refuses a damaged secret and says what to do', async (t) => {
  const folder = await scratch(t);
  await writeFile(path.join(folder, 'secret.key'), 'short\n');
  await assert.rejects(openKeys(folder), /holds 3 bytes, wanted are 32; move it away/);
});

async function scratch(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ounce-keys-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
