import assert from 'node:assert/strict';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

const root = '/app/attachments';

/** As in app.ts, so that the test does not depend on it. */
async function readAttachment(name: string): Promise<string | null> {
  const file = await realpath(path.join(root, name)).catch(() => root);
  const steps = path.relative(root, file);
  if (steps === '' || steps === '..' || steps.startsWith('../')) return null;
  return await readFile(file, 'utf8');
}

test('attachments are read', async () => {
  assert.equal(await readAttachment('7/report.txt'), await readFile(`${root}/7/report.txt`, 'utf8'));
});

test('no name leads out', async () => {
  for (const name of [
    '../config.txt',
    '7/../../config.txt',
    '/app/config.txt',
    '../attachments-quarantine/report.txt',
  ]) {
    assert.equal(await readAttachment(name), null, name);
  }
});
