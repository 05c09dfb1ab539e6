import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readAttachment } from './app.ts';

test('an attachment is read', async () => {
  for (const name of ['readme.txt', '7/report.txt', '7/photos/door.txt', '8/..draft.txt', '8/100%.txt']) {
    assert.equal(await readAttachment(name), readFileSync(`/app/attachments/${name}`, 'utf8'));
  }
});
