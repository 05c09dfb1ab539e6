import assert from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import { test } from 'node:test';
import { readAttachment } from './app.ts';

const root = '/app/attachments';

/** Refusing is to reject, with any error, or to give null. */
async function isRefused(name: string): Promise<void> {
  const text = await readAttachment(name).catch(() => null);
  assert.equal(text, null, `${JSON.stringify(name)} gives ${JSON.stringify(text)}`);
}

test('an attachment is read', async () => {
  for (const name of ['readme.txt', '7/report.txt', '7/photos/door.txt', '8/..draft.txt', '8/100%.txt']) {
    assert.equal(await readAttachment(name), readFileSync(`${root}/${name}`, 'utf8'));
  }
});

const waysOut = {
  'up-steps': '../config.txt',
  'up-steps to another folder': '../tickets/7.txt',
  'up-steps after a step down': '7/../../config.txt',
  'up-steps that appear when others are taken out': '....//config.txt',
  'an absolute name': '/app/config.txt',
  'a neighbour whose name begins alike': '../attachments-quarantine/report.txt',
  'dots that are encoded': '%2e%2e/config.txt',
  'a slash that is encoded': '..%2fconfig.txt',
  'a backslash': '..\\config.txt',
  'a NUL byte between the dots': '.\0./config.txt',
};

for (const [way, name] of Object.entries(waysOut)) {
  test(`${way} does not lead out of the folder`, () => isRefused(name));
}

test('a link to a file does not lead out of the folder', async () => {
  symlinkSync('/app/config.txt', `${root}/7/link.txt`);
  await isRefused('7/link.txt');
});

test('a link to a folder does not lead out of the folder', async () => {
  symlinkSync('/app/tickets', `${root}/8/tickets`);
  await isRefused('8/tickets/7.txt');
});
