import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import test from 'node:test';
import { readAttachment } from './app.ts';

/** Every file outside holds this, and no attachment does. */
const mark = `mark ${Math.random()}`;
for (const file of ['/app/config.txt', '/app/attachments-quarantine/report.txt']) fs.writeFileSync(file, mark);
fs.symlinkSync('/app/config.txt', '/app/attachments/7/to-a-file');
fs.symlinkSync('../..', '/app/attachments/7/to-a-folder');

const starts = ['', '7/', '/', '7/to-a-folder/', '7/to-a-file'];
const dots = ['..', '%2e%2e', '....', '.\0.'];
const slashes = ['/', '//', '\\'];
const ends = ['', 'config.txt', 'app/config.txt', 'attachments-quarantine/report.txt'];
const steps = dots.flatMap((dot) => slashes.flatMap((slash) => [1, 2].map((times) => (dot + slash).repeat(times))));

test('no name that is put together from these brings a mark out', async () => {
  for (const start of starts) {
    for (const step of ['', ...steps]) {
      for (const end of ends) {
        const name = start + step + end;
        const text = await readAttachment(name).then(String, () => '');
        if (text.includes(mark)) assert.fail(`${JSON.stringify(name)} leads out`);
      }
    }
  }
});

test('the attachments themselves are read', async () => {
  for (const name of fs.readdirSync('/app/attachments', { recursive: true })) {
    const file = `/app/attachments/${name}`;
    if (!fs.lstatSync(file).isFile()) continue;
    assert.ok((await readAttachment(name)) === fs.readFileSync(file, 'utf8'), name);
  }
});
