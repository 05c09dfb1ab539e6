import assert from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import { test } from 'node:test';
import { readAttachment } from './app.ts';

/** What a browser would ask for: it works off all up-steps itself, so that none arrives. */
function nameIn(address: string): string {
  return decodeURIComponent(new URL(address, 'https://desk.example/').pathname.slice(1));
}

test('an attachment is read by its address', async () => {
  assert.equal(await readAttachment(nameIn('7/report.txt')), readFileSync('/app/attachments/7/report.txt', 'utf8'));
});

test('no address leads out', async () => {
  symlinkSync('/app', '/app/attachments/7/app');
  for (const address of [
    '../config.txt',
    '7/../../config.txt',
    '%2e%2e/config.txt',
    '..\\config.txt',
    '7/app/config.txt',
  ]) {
    assert.equal(await readAttachment(nameIn(address)).catch(() => null), null, address);
  }
});
