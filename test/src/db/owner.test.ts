import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { own, ownerOf, type Owner } from '#src/db/embedded/owner.ts';
import { startOf, whereProcessesAre } from '#src/db/embedded/process-identity.ts';
import { scratch, undo } from './held-database.ts';

test('own() gives a folder to one of many that ask at once, and to the next when it is given up', async (t) => {
  const folder = scratch(t);
  for (let round = 0; round < 3; round++) {
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => own(folder)));
    const [winner, ...more] = all.filter((one) => one.status === 'fulfilled');
    assert.ok(winner && more.length === 0);
    for (const one of all) if (one.status === 'rejected') assert.match(String(one.reason), /process \d+ has used them/);
    assert.equal((await ownerOf(folder))?.pid, process.pid);
    await winner.value.giveUp();
    assert.equal(await ownerOf(folder), undefined);
  }
  assert.deepEqual(readdirSync(folder), []);
});

test('own() takes a folder from a process that has ended, and from one whose number another has now', async (t) => {
  for (const left of [{ pid: 2 ** 30 }, { pid: process.ppid, started: '1' }]) {
    const folder = scratch(t);
    leave(folder, left);
    assert.equal(await ownerOf(folder), undefined);
    await (await own(folder)).giveUp();
    assert.deepEqual(readdirSync(folder), []);
  }
});

test('own() believes an owner that it can’t see by its signs of life', async (t) => {
  const [beating, silent] = [scratch(t), scratch(t)];
  const file = leave(beating, { where: 'another container' });
  const heart = setInterval(() => utimesSync(file, new Date(), new Date()), 100);
  undo(t, () => clearInterval(heart));
  await assert.rejects(own(beating), { code: 'DATABASE_HELD' });
  const long = new Date(Date.now() - 60_000);
  utimesSync(leave(silent, { where: 'another container' }), long, long);
  await (await own(silent)).giveUp();
});

test('own() takes a folder whose mark was cut off while it was written', async (t) => {
  const folder = scratch(t);
  mkdirSync(path.join(folder, 'owner'));
  writeFileSync(path.join(folder, 'owner', '7-00.json'), '{"pid":');
  await (await own(folder)).giveUp();
});

function leave(folder: string, left: Partial<Owner>): string {
  const owner: Owner = {
    pid: process.pid,
    started: startOf(process.pid) ?? '',
    where: whereProcessesAre(),
    since: '2026-01-01T00:00:00.000Z',
    ...left,
  };
  mkdirSync(path.join(folder, 'owner'));
  const file = path.join(folder, 'owner', `${owner.pid}-00.json`);
  writeFileSync(file, JSON.stringify(owner));
  return file;
}
