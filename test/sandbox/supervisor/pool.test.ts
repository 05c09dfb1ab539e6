import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { backoff } from '../../../sandbox/src/supervisor/backoff.ts';
import { Pool, type PoolOptions, type Turn } from '../../../sandbox/src/supervisor/pool.ts';

const most = { cpuMs: 10_000, memoryMb: 640, wallMs: 60_000 };

/** Answers each line with its process's number; "die" ends it, "fault" is answered with one. Notes each start in a file. */
const program = `
const fs = require('node:fs');
const [, starts, fails] = process.argv;
fs.appendFileSync(starts, process.pid + ' ' + Date.now() + '\\n');
if (fs.existsSync(fails)) { console.error('it will not start'); process.exit(3); }
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === '"die"') process.kill(process.pid, 'SIGKILL');
  console.log(JSON.stringify({ pid: process.pid, ...(line === '"fault"' && { fault: {} }) }));
}).on('close', () => process.exit());`;

interface Tried {
  pool: Pool;
  /** Each process that was started: its number, and when, ms. */
  starts: () => { pid: number; at: number }[];
  /** While this file is there, none starts. */
  fails: string;
}

function openPool(t: TestContext, options: Partial<PoolOptions> = {}, broken = false): Tried {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ounce-'));
  const [list, fails] = [path.join(folder, 'starts'), path.join(folder, 'fails')];
  writeFileSync(list, '');
  if (broken) writeFileSync(fails, '');
  const command = { command: process.execPath, args: ['-e', program, list, fails] };
  const pool = new Pool({ ...command, mostReplyBytes: 10_000, workers: 1, jobsPerProcess: 100, ...options });
  t.after(() => {
    pool.close();
    rmSync(folder, { recursive: true });
  });
  const starts = (): { pid: number; at: number }[] =>
    readFileSync(list, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => ({ pid: Number(line.split(' ')[0]), at: Number(line.split(' ')[1]) }));
  return { pool, starts, fails };
}

function pidIn(turn: Turn): number {
  assert.equal(turn.outcome, 'replied', JSON.stringify(turn));
  return (JSON.parse((turn as { text: string }).text) as { pid: number }).pid;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(20);
}

test('ask() gives a process as many jobs as it may have, and then another process', async (t) => {
  const { pool } = openPool(t, { jobsPerProcess: 3 });
  const pids: number[] = [];
  for (let i = 0; i < 9; i++) pids.push(pidIn(await pool.ask('job', most)));
  const runs = [pids.slice(0, 3), pids.slice(3, 6), pids.slice(6)].map((run) => new Set(run));
  assert.deepEqual(
    runs.map((run) => run.size),
    [1, 1, 1],
  );
  assert.equal(new Set(pids).size, 3);
});

test('ask() gives no other job to a process that is not fit after its reply', async (t) => {
  const { pool } = openPool(t, { fitAfter: (reply) => !reply.includes('fault') });
  const first = pidIn(await pool.ask('job', most));
  assert.equal(pidIn(await pool.ask('fault', most)), first);
  assert.notEqual(pidIn(await pool.ask('job', most)), first);
});

test('ask() has the process that stands by at hand when one dies, and another one starts to stand by', async (t) => {
  const { pool, starts } = openPool(t);
  await pool.started();
  await until(() => starts().length === 2);
  for (let round = 2; round < 6; round++) {
    const known = starts().map(({ pid }) => pid);
    assert.equal((await pool.ask('die', most)).outcome, 'died');
    const next = pidIn(await pool.ask('job', most));
    assert.ok(known.includes(next), 'it was started before the other one died');
    await until(() => starts().length === round + 1);
  }
});

test('Pool replaces a process that dies while it has nothing to do', async (t) => {
  const { pool, starts } = openPool(t);
  await pool.started();
  await until(() => starts().length === 2);
  const killed = starts().map(({ pid }) => pid);
  for (const pid of killed) process.kill(pid, 'SIGKILL');
  await until(() => starts().length === 4 && pool.state.why === undefined);
  assert.ok(!killed.includes(pidIn(await pool.ask('job', most))));
});

test('Pool says why when its processes die at their start, tries less and less often, and works again when they do', async (t) => {
  const { pool, starts, fails } = openPool(t, { workers: 2 }, true);
  assert.match((await pool.started()) ?? '', /code 3: it will not start/);
  assert.match(pool.state.why ?? '', /it will not start/);
  await until(() => starts().length >= 5);
  const times = starts().map(({ at }) => at);
  // Three were started at once, the next one after the first of them had failed, and the fifth after two at least.
  assert.ok(times[4]! - times[3]! >= backoff(2) - 5, `starts at ${times.join()}`);
  const turn = await pool.ask('job', most);
  assert.equal(turn.outcome, 'died');
  rmSync(fails);
  await until(() => pool.state.why === undefined);
  pidIn(await pool.ask('job', most));
  await until(() => starts().length >= 8);
});

test('close() answers those who wait', async (t) => {
  const { pool } = openPool(t);
  const waiting = [1, 2, 3, 4].map(() => pool.ask('job', most));
  pool.close();
  for (const turn of await Promise.all(waiting)) assert.equal(turn.outcome, 'died');
  assert.equal((await pool.ask('job', most)).outcome, 'died');
});

test('backoff() waits not at all, then doubles, and never more than half a minute', () => {
  assert.deepEqual([0, 1, 2, 3, 20].map(backoff), [0, 100, 200, 400, 30_000]);
});
