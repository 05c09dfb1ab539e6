import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import test from 'node:test';
import { readAttachment } from './app.ts';

const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;

/** Everything outside that must stay there holds this word, and no attachment does. */
const mark = `mark-${Math.random()}`;
const outside = ['/app/config.txt', '/app/attachments-quarantine/report.txt', '/app/tickets/7.txt', '/etc/passwd'];

test('no name of any kind brings a marked text out', async () => {
  fs.mkdirSync('/etc', { recursive: true });
  for (const file of outside) fs.writeFileSync(file, mark);
  fs.symlinkSync('/app/config.txt', '/app/attachments/7/to-a-file');
  fs.symlinkSync('../..', '/app/attachments/7/to-a-folder');

  const starts = ['', '7/', '7/photos/', '8/', '/', './', '7/to-a-folder/', '7/to-a-file', '\\'];
  const ups = ['..', '%2e%2e', '....', '.%2e', '..\0', '\0..', '.\0.', '.%252e', ''];
  const slashes = ['/', '//', '\\', '%2f', '%5c', '/./', '%252f'];
  const ends = ['config.txt', 'app/config.txt', 'etc/passwd', 'attachments-quarantine/report.txt', 'tickets/7.txt', ''];
  for (let i = 0; i < 3_000; i++) {
    const up = pick(ups) + pick(slashes);
    const name = pick(starts) + up.repeat(Math.floor(Math.random() * 4)) + pick(ends);
    const text = await readAttachment(name).then(String, () => '');
    if (text.includes(mark)) assert.fail(`${JSON.stringify(name)} leads out`);
  }
});

test('the attachments themselves are read', async () => {
  for (const name of fs.readdirSync('/app/attachments', { recursive: true })) {
    const file = `/app/attachments/${name}`;
    if (!fs.lstatSync(file).isFile()) continue;
    assert.ok((await readAttachment(name)) === fs.readFileSync(file, 'utf8'), name);
  }
});
