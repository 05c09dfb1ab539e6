import assert from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import { test } from 'node:test';
import { readAttachment } from './app.ts';

async function refused(name: string): Promise<void> {
  const text = await readAttachment(name).catch(() => null);
  assert.equal(text, null, name);
}

test('attachments are read', async () => {
  for (const name of ['readme.txt', '7/photos/door.txt', '8/..draft.txt', '8/100%.txt']) {
    assert.equal(await readAttachment(name), readFileSync(`/app/attachments/${name}`, 'utf8'));
  }
});

test('no name leads out', async () => {
  for (const name of [
    '../config.txt',
    '../../app/config.txt',
    '....//config.txt',
    '/app/config.txt',
    '../attachments-quarantine/report.txt',
    '%2e%2e/config.txt',
    '..%2fconfig.txt',
    '..\\config.txt',
    '.\0./config.txt',
  ])
    await refused(name);
});

test('links do not lead out', async () => {
  symlinkSync('/app/config.txt', '/app/attachments/7/link.txt');
  await refused('7/link.txt');
  symlinkSync('/app/tickets', '/app/attachments/7/tickets');
  await refused('7/tickets/7.txt');
});
