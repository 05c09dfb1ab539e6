import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findDatabaseUser } from '#src/db/embedded/database-user.ts';
import { openEmbedded, type Embedded } from '#src/db/embedded/open-embedded.ts';
import { startOf } from '#src/db/embedded/process-identity.ts';
import { findPrograms } from '#src/db/embedded/programs.ts';
import { hold, processesWith, scratch, undo, watcherOf } from './held-database.ts';

const root = process.getuid?.() === 0;
const serverIds = findDatabaseUser().server;
const databaseUid = 'uid' in serverIds ? serverIds.uid : (process.getuid?.() ?? 0);
const onlyRoot = { skip: !root && 'only root can become others' };
// Nothing here is about a power cut.
const settings = { fsync: 'off' };

test('openEmbedded() makes the data once, for one user, reachable by a socket alone', async (t) => {
  const folder = path.join(scratch(t), 'deep', 'database');
  const first = await openEmbedded({ folder, settings });
  assert.equal(first.made, true);
  const shown = await ask(
    first,
    `select name || '=' || setting as line from pg_settings where name in
    ('data_checksums', 'listen_addresses', 'server_encoding', 'unix_socket_permissions', 'lc_messages') order by name`,
  );
  assert.deepEqual(
    shown.map(({ line }) => line),
    ['data_checksums=on', 'lc_messages=C', 'listen_addresses=', 'server_encoding=UTF8', 'unix_socket_permissions=0700'],
  );
  for (const place of [first.connection.host, path.join(folder, 'cluster')]) {
    assert.equal(statSync(place).mode & 0o777, 0o700, place);
  }
  await ask(first, 'create table kept as select 7 as n');
  await first.stop();
  await first.stop();
  assert.equal(existsSync(first.connection.host), false);
  const second = await openEmbedded({ folder, settings });
  undo(t, () => second.stop());
  assert.equal(second.made, false);
  assert.deepEqual(await ask(second, 'select n from kept'), [{ n: 7 }]);
});

test(
  'openEmbedded() runs the server as a user of its own when root starts it, in a folder that only root can enter',
  onlyRoot,
  async (t) => {
    const home = scratch(t);
    assert.equal(statSync(home).mode & 0o777, 0o700);
    const server = await opened(t, path.join(home, 'database'));
    assert.equal(statSync(`/proc/${server.pid()}`).uid, databaseUid);
    assert.deepEqual(await ask(server, 'select 1 as one'), [{ one: 1 }]);
  },
);

test(
  'openEmbedded() works for an ordinary user, and says what is wrong for one without a name',
  onlyRoot,
  async (t) => {
    const uid = Number(/^games:[^:]*:(\d+)/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[1] ?? 5);
    if (!canRunNode(uid)) return t.skip('another user can’t enter the folder of this clone');
    const named = owned(scratch(t), uid);
    const holder = await hold(path.join(named, 'database'), { uid });
    assert.ok('pid' in holder.said, JSON.stringify(holder.said));
    assert.equal(statSync(`/proc/${holder.said.pid}`).uid, uid);
    await holder.end();
    const nameless = await hold(path.join(owned(scratch(t), 65_501), 'database'), { uid: 65_501 });
    assert.ok('code' in nameless.said);
    assert.equal(nameless.said.code, 'DATABASE_USER_UNFIT');
    assert.match(nameless.said.message, /no name in \/etc\/passwd.*OUNCE_DATABASE_URL/);
  },
);

test('openEmbedded() says who may read data that are somebody else’s', onlyRoot, async (t) => {
  const uid = 5;
  if (!canRunNode(uid)) return t.skip('another user can’t enter the folder of this clone');
  const theirs = scratch(t);
  chmodSync(theirs, 0o755);
  mkdirSync(path.join(theirs, 'database'), { mode: 0o700 });
  const { said } = await hold(path.join(theirs, 'database'), { uid });
  assert.ok('code' in said);
  assert.equal(said.code, 'DATABASE_FOLDER_UNREADABLE');
  assert.match(said.message, /may not read and write .*database.*Start Ounce as the user that made it/);
});

test('openEmbedded() works in a folder whose path is longer than a socket’s address can be', async (t) => {
  const folder = path.join(scratch(t), 'long '.repeat(20).trim(), 'ü'.repeat(60), 'database');
  const server = await opened(t, folder);
  assert.ok(Buffer.byteLength(server.connection.host) < 90, server.connection.host);
  assert.deepEqual(await ask(server, 'select 1 as one'), [{ one: 1 }]);
});

test('of two processes that open the same data at once one has them, and the other says who', async (t) => {
  const folder = path.join(scratch(t), 'database');
  const both = await Promise.all([hold(folder), hold(folder)]);
  undo(t, () => Promise.all(both.map((one) => one.end())));
  const owner = both.find(({ said }) => 'pid' in said);
  const other = both.find(({ said }) => 'code' in said);
  assert.ok(owner && other && 'code' in other.said, JSON.stringify(both.map(({ said }) => said)));
  assert.equal(other.said.code, 'DATABASE_HELD');
  assert.match(
    other.said.message,
    new RegExp(`process ${owner.child.pid} has used them since 20\\d\\d-.*Stop it first`),
  );
  await owner.end();
  const next = await hold(folder);
  assert.ok('pid' in next.said);
  await next.end();
});

test('the server ends when its Ounce is killed', async (t) => {
  const holder = await hold(path.join(scratch(t), 'database'));
  assert.ok('pid' in holder.said);
  const { pid } = holder.said;
  await holder.kill();
  await until(() => startOf(pid) === undefined, 'the server goes on without anybody');
});

test('openEmbedded() takes over from a server that was left behind', async (t) => {
  const folder = path.join(scratch(t), 'database');
  const holder = await hold(folder);
  assert.ok('pid' in holder.said);
  const { pid } = holder.said;
  process.kill(watcherOf(pid), 'SIGKILL');
  await holder.kill();
  assert.notEqual(startOf(pid), undefined);
  const server = await opened(t, folder);
  if (root) assert.equal(existsSync(holder.said.host), false);
  assert.equal(startOf(pid), undefined);
  assert.deepEqual(await ask(server, 'select 1 as one'), [{ one: 1 }]);
});

test('a server that is killed is started again while its Ounce runs', async (t) => {
  const server = await opened(t, path.join(scratch(t), 'database'));
  const pid = server.pid() ?? 0;
  process.kill(pid, 'SIGKILL');
  await until(() => server.pid() !== undefined && server.pid() !== pid, 'no new server');
  assert.deepEqual(await ask(server, 'select 1 as one'), [{ one: 1 }]);
});

test('openEmbedded() is not misled by a lock file whose process id has gone to another program', async (t) => {
  const folder = path.join(scratch(t), 'database');
  const first = await openEmbedded({ folder, settings });
  const lock = path.join(folder, 'cluster', 'postmaster.pid');
  const text = readFileSync(lock, 'utf8');
  await first.stop();
  const innocent = spawn('sleep', ['60'], { ...serverIds, cwd: '/' });
  undo(t, () => innocent.kill());
  await once(innocent, 'spawn');
  writeFileSync(lock, text.replace(/^\d+/, String(innocent.pid)), { mode: 0o600 });
  if (root) chownSync(lock, databaseUid, databaseUid);
  const server = await opened(t, folder);
  assert.deepEqual(await ask(server, 'select 1 as one'), [{ one: 1 }]);
  assert.equal(innocent.exitCode, null);
});

test('openEmbedded() starts anew after a kill while the data were being made', async (t) => {
  const folder = path.join(scratch(t), 'database');
  for (const moment of [350, 600, 850]) {
    const killed = hold(folder);
    await sleep(moment);
    for (const pid of processesWith(`hold-database.ts ${folder} `)) process.kill(pid, 'SIGKILL');
    await killed;
  }
  const server = await opened(t, folder);
  assert.deepEqual(await ask(server, 'select 1 as one'), [{ one: 1 }]);
});

test('openEmbedded() leaves alone what it did not make, and says what is there', async (t) => {
  const folder = path.join(scratch(t), 'database');
  mkdirSync(path.join(folder, 'cluster'), { recursive: true });
  writeFileSync(path.join(folder, 'cluster', 'holiday.jpg'), 'x');
  await refuses(folder, 'DATABASE_FOLDER_FOREIGN', /not PostgreSQL's, such as holiday\.jpg\. Move it away/);
  assert.equal(readFileSync(path.join(folder, 'cluster', 'holiday.jpg'), 'utf8'), 'x');
  const file = path.join(scratch(t), 'database');
  writeFileSync(file, 'x');
  await refuses(file, 'DATABASE_FOLDER_FOREIGN', /is a file, wanted is a folder/);
});

test('openEmbedded() refuses data of another major version of PostgreSQL', async (t) => {
  const folder = path.join(scratch(t), 'database');
  mkdirSync(path.join(folder, 'cluster'), { recursive: true });
  writeFileSync(path.join(folder, 'cluster', 'PG_VERSION'), '99\n');
  await refuses(folder, 'DATABASE_VERSION_OTHER', /PostgreSQL 99 wrote them, and this Ounce brings PostgreSQL \d+/);
});

test('openEmbedded() tells damaged data by what PostgreSQL says of them', async (t) => {
  const folder = path.join(scratch(t), 'database');
  const server = await openEmbedded({ folder, settings });
  await server.stop();
  rmSync(path.join(folder, 'cluster', 'global', 'pg_control'));
  await refuses(folder, 'DATABASE_NOT_STARTED', /PostgreSQL says: .*control.*server\.log/);
});

test('a full disk is told at the first start', onlyRoot, async (t) => {
  const disk = smallDisk(t, 20);
  if (disk === undefined) return t.skip('no file system can be mounted here');
  await refuses(path.join(disk, 'database'), 'DATABASE_DISK_FULL', /the disk is full\. Make room/);
});

test('a disk that fills up loses no confirmed row, and all goes on when there is room again', onlyRoot, async (t) => {
  const disk = smallDisk(t, 110);
  if (disk === undefined) return t.skip('no file system can be mounted here');
  const server = await opened(t, path.join(disk, 'database'));
  await ask(server, 'create table kept (n integer primary key, filler text)');
  await ask(server, `insert into kept select n, repeat('x', 100) from generate_series(1, 1000) n`);
  const filler = path.join(disk, 'filler');
  execFileSync('sh', ['-c', 'cat /dev/zero > "$0" || true', filler], { stdio: 'ignore' });
  let confirmed = 1_000;
  const fill = async (): Promise<void> => {
    for (;;) {
      const more = `insert into kept select n, repeat('x', 1000) from generate_series(${confirmed + 1}, ${confirmed + 1000}) n`;
      await ask(server, more);
      confirmed += 1_000;
    }
  };
  await assert.rejects(fill(), /No space left|terminat|ECONN|ENOENT/i);
  rmSync(filler);
  await until(
    () =>
      ask(server, 'select 1').then(
        () => true,
        () => false,
      ),
    'the database does not come back',
  );
  assert.deepEqual(await ask(server, 'select count(*)::int as n from kept'), [{ n: confirmed }]);
  await ask(server, `insert into kept values (0, '')`);
});

test('findPrograms() makes one copy for a user that can’t enter the folder of the packages', onlyRoot, (t) => {
  const [home, copies] = [scratch(t), scratch(t)];
  chmodSync(copies, 0o755);
  const { folder } = findPrograms({});
  const native = path.join(home, 'native');
  cpSync(path.dirname(folder), native, { recursive: true, verbatimSymlinks: true });
  const user = { uid: databaseUid, gid: databaseUid };
  const found = findPrograms(user, { native, copies: [copies], path: '' });
  assert.ok(found.folder.startsWith(copies), found.folder);
  assert.deepEqual(findPrograms(user, { native, copies: [copies], path: '' }), found);
  chmodSync(path.join(copies, 'ounce'), 0o777);
  const place = { native, copies: [copies], path: '' };
  assert.throws(() => findPrograms(user, place), { code: 'DATABASE_PROGRAMS_MISSING' });
});

test('findPrograms() falls back on PATH, and names the way out when there is nothing', () => {
  const nowhere = { native: undefined, path: '/nowhere' };
  assert.throws(() => findPrograms({}, nowhere), { code: 'DATABASE_PROGRAMS_MISSING', message: /OUNCE_DATABASE_URL/ });
  const { folder, version } = findPrograms({});
  assert.deepEqual(findPrograms({}, { native: undefined, path: `/nowhere:${folder}` }).version, version);
});

async function opened(t: TestContext, folder: string): Promise<Embedded> {
  const server = await openEmbedded({ folder, settings });
  undo(t, () => server.stop());
  return server;
}

async function ask(server: Embedded, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ ...server.connection, database: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

async function refuses(folder: string, code: string, message: RegExp): Promise<void> {
  await assert.rejects(openEmbedded({ folder, settings }), { name: 'Error', code, message });
}

async function until(holds: () => boolean | Promise<boolean>, otherwise: string): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    if (await holds()) return;
    await sleep(20);
  }
  assert.fail(otherwise);
}

function canRunNode(uid: number): boolean {
  const program = path.join(import.meta.dirname, 'hold-database.ts');
  return spawnSync(process.execPath, ['--check', program], { uid, gid: uid, cwd: '/' }).status === 0;
}

function owned(folder: string, uid: number): string {
  chownSync(folder, uid, uid);
  return folder;
}

/** A file system of so many megabytes, for as long as the test runs. */
function smallDisk(t: TestContext, megabytes: number): string | undefined {
  const folder = scratch(t);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder]);
  if (status !== 0) return undefined;
  undo(t, () => spawnSync('umount', ['--lazy', folder]));
  return folder;
}
