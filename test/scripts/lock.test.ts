import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { withLock } from '../../scripts/starter/lock.js';

const lockModule = new URL('../../scripts/starter/lock.js', import.meta.url).href;

test('withLock() lets four processes in one after the other, and leaves nothing behind', async () => {
  const { folder, lock } = emptyPlace();
  const log = path.join(folder, 'log');
  const program = `
    import { withLock } from ${JSON.stringify(lockModule)};
    import { appendFileSync } from 'node:fs';
    for (let i = 0; i < 3; i++) await withLock(${JSON.stringify(lock)}, async () => {
      appendFileSync(${JSON.stringify(log)}, 'in ');
      await new Promise((resolve) => setTimeout(resolve, 20));
      appendFileSync(${JSON.stringify(log)}, 'out ');
    });`;
  const run = promisify(execFile);
  await Promise.all(Array.from({ length: 4 }, () => run(process.execPath, ['--input-type=module', '-e', program])));
  assert.equal(readFileSync(log, 'utf8'), 'in out '.repeat(12));
  assert.deepEqual(readdirSync(path.dirname(lock)), []);
});

test('withLock() takes over from a process that was killed', async () => {
  const { lock } = emptyPlace();
  const program = `
    import { withLock } from ${JSON.stringify(lockModule)};
    await withLock(${JSON.stringify(lock)}, async () => { console.log('in'); await new Promise((resolve) => setTimeout(resolve, 60_000)); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.ok(existsSync(lock));
  assert.equal(await withLock(lock, () => Promise.resolve('done'), { waitMs: 5_000 }), 'done');
});

test('withLock() takes over a lock with its own number that an earlier process left', async () => {
  const { lock } = emptyPlace();
  mkdirSync(lock, { recursive: true });
  writeFileSync(path.join(lock, String(process.pid)), '');
  assert.equal(await withLock(lock, () => Promise.resolve('done'), { waitMs: 5_000 }), 'done');
});

test('withLock() gives up with a sentence while another holds on, also by a process named with alsoWaitFor', async () => {
  const { lock } = emptyPlace();
  const refusal = { code: 'SET_UP_FAILED', message: /another run has held .* delete that folder/ };
  await withLock(lock, () =>
    assert.rejects(
      withLock(lock, () => Promise.resolve(), { waitMs: 150 }),
      refusal,
    ),
  );
  mkdirSync(lock, { recursive: true });
  writeFileSync(path.join(lock, String(process.ppid)), '');
  await assert.rejects(
    withLock(lock, () => Promise.resolve(), { waitMs: 150 }),
    refusal,
  );
});

test('withLock() is open again after a task that failed', async () => {
  const { lock } = emptyPlace();
  await assert.rejects(
    withLock(lock, () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.equal(await withLock(lock, () => Promise.resolve('done'), { waitMs: 0 }), 'done');
});

function emptyPlace(): { folder: string; lock: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'ounce-lock-'));
  return { folder, lock: path.join(folder, 'locks', 'lock') };
}
