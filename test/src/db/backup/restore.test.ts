import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { backUp } from '#src/db/backup/back-up.ts';
import { restore } from '#src/db/backup/restore.ts';
import { writeTar, type Entry } from '#src/db/backup/tar.ts';
import { openEmbedded, type Embedded } from '#src/db/embedded/open-embedded.ts';
import { hold, scratch, undo } from '../held-database.ts';

const settings = { fsync: 'off' };

test('a backup of a database that is written to holds all that was confirmed before it began, and the keys', async (t) => {
  const { dataFolder, file } = folders(t);
  writeFileSync(path.join(dataFolder, 'secret.key'), 'the key\n', { mode: 0o600 });
  const holder = await hold(path.join(dataFolder, 'database'), { count: 1 });
  undo(t, () => holder.end());
  assert.ok('host' in holder.said);
  while (holder.confirmed.length < 50) await sleep(10);
  const before = holder.confirmed.length;
  const counted = await backUp({ dataFolder, socketFolder: holder.said.host, file });
  const after = holder.confirmed.length;
  assert.ok(after > before, 'nothing was written meanwhile');
  assert.ok(counted.files > 500 && counted.bytes > 1e6);
  assert.equal(statSync(file).mode & 0o777, 0o600);

  const second = scratch(t);
  const restored = await restore({ dataFolder: second, file, replace: false });
  assert.deepEqual([restored.files, restored.bytes, restored.aside], [counted.files, counted.bytes, []]);
  assert.equal(readFileSync(path.join(second, 'secret.key'), 'utf8'), 'the key\n');
  const server = await openEmbedded({ folder: path.join(second, 'database'), settings });
  undo(t, () => server.stop());
  const [row] = await ask(server, 'select count(*)::int as n, max(n) as last from kept');
  assert.equal(row?.['n'], row?.['last'], 'a row is missing in between');
  assert.ok(Number(row?.['n']) >= before && Number(row?.['n']) <= after + 1, JSON.stringify({ before, row, after }));
});

test('restore() refuses data in use, data that are there already, and with `replace` puts them aside', async (t) => {
  const { dataFolder, file } = folders(t);
  const folder = path.join(dataFolder, 'database');
  const server = await openEmbedded({ folder, settings });
  await ask(server, 'create table kept as select 1 as n');
  await backUp({ dataFolder, socketFolder: server.connection.host, file });
  await ask(server, 'drop table kept');
  await assert.rejects(restore({ dataFolder, file, replace: true }), { code: 'DATABASE_HELD' });
  await server.stop();
  const refused = { code: 'DATABASE_FOLDER_FOREIGN', message: /cluster is there already. With --replace/ };
  await assert.rejects(restore({ dataFolder, file, replace: false }), refused);
  const { aside } = await restore({ dataFolder, file, replace: true });
  assert.equal(aside.length, 1);
  assert.ok(readdirSync(aside[0] ?? '').includes('PG_VERSION'));
  const again = await openEmbedded({ folder, settings });
  undo(t, () => again.stop());
  assert.deepEqual(await ask(again, 'select n from kept'), [{ n: 1 }]);
});

test('a restore that was cut off between its last two steps is finished at the next start', async (t) => {
  const { dataFolder } = folders(t);
  const folder = path.join(dataFolder, 'database');
  const server = await openEmbedded({ folder, settings });
  await ask(server, 'create table kept as select 1 as n');
  await server.stop();
  renameSync(path.join(folder, 'cluster'), path.join(folder, 'cluster.restored'));
  const again = await openEmbedded({ folder, settings });
  undo(t, () => again.stop());
  assert.equal(again.made, false);
  assert.deepEqual(await ask(again, 'select n from kept'), [{ n: 1 }]);
});

test('restore() refuses what is no whole backup, and changes nothing', async (t) => {
  const { dataFolder, file } = folders(t);
  const server = await openEmbedded({ folder: path.join(dataFolder, 'database'), settings });
  await backUp({ dataFolder, socketFolder: server.connection.host, file });
  await server.stop();
  const whole = readFileSync(file);
  const plain = gunzipSync(whole);
  const changed = Buffer.from(plain);
  const at = changed.indexOf('PostgreSQL configuration file');
  changed[at] = 0x70;
  const cases: [bytes: Buffer, why: RegExp][] = [
    [whole.subarray(0, whole.length / 2), /unexpected end of file/],
    [gzipSync(plain.subarray(0, 512 * 400)), /ends too early/],
    [gzipSync(changed, { level: 1 }), /cluster\/postgresql\.conf is not what was backed up/],
    [gzipSync(Buffer.alloc(1024)), /ends too early/],
    [Buffer.from('a holiday picture'), /incorrect header check/],
    [await packed({ name: 'data/../../outside', bytes: Buffer.from('x') }), /does not belong in a backup/],
    [await packed({ name: '/etc/outside', bytes: Buffer.from('x') }), /does not belong in a backup/],
  ];
  const empty = scratch(t);
  for (const [bytes, why] of cases) {
    writeFileSync(file, bytes);
    const refused = { code: 'BACKUP_UNREADABLE', message: why };
    await assert.rejects(restore({ dataFolder: empty, file, replace: false }), refused, String(why));
  }
  assert.deepEqual(readdirSync(path.join(empty, 'database')), []);
  assert.deepEqual(readdirSync(empty), ['database']);
});

function folders(t: TestContext): { dataFolder: string; file: string } {
  const folder = scratch(t);
  const dataFolder = path.join(folder, 'data');
  mkdirSync(dataFolder, { mode: 0o700 });
  return { dataFolder, file: path.join(folder, 'backup.tar.gz') };
}

async function packed({ name, bytes }: { name: string; bytes: Buffer }): Promise<Buffer> {
  const chunks = Readable.from([bytes]) as AsyncIterable<Buffer>;
  const entries: Entry[] = [{ kind: 'file', name, size: bytes.length, chunks }];
  return gzipSync(await buffer(writeTar(Readable.from(entries) as AsyncIterable<Entry>)));
}

async function ask(server: Embedded, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ ...server.connection, database: 'postgres' });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
