import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { test } from 'node:test';
import { readAttachment } from './app.ts';

symlinkSync('/app/config.txt', '/app/attachments/7/config');
symlinkSync('/app', '/app/attachments/7/app');

function refuses(name: string): Promise<void> {
  return readAttachment(name).then(
    (text: string | null) => assert.equal(text, null),
    (error: unknown) => assert.ok(error instanceof Error),
  );
}

test('keeps to its folder', async () => {
  await refuses('7/config');
  await refuses('7/app/config.txt');
  for (const steps of ['../', '7/../../', '....//', '/app/', '..%2F', '..\\', '.\0./'])
    await refuses(`${steps}config.txt`);
  await refuses('../attachments-quarantine/report.txt');
});
