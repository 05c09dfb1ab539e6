import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openDatabase } from '#src/db/client.ts';
import { emptyDatabaseUrl } from '../database.ts';
import { root, runOunce } from '../packages/cli/run-ounce.ts';
import { scratch } from '../src/db/held-database.ts';

test('ounce db backs up, restores and copies, and says what it did', async (t) => {
  const [first, second] = [path.join(scratch(t), 'data'), path.join(scratch(t), 'data')];
  const file = path.join(scratch(t), 'backup.tar.gz');
  const database = await openDatabase({ databaseUrl: undefined, dataFolder: first });
  await database.pool.query(`insert into users (id, handle, handle_key) values ('u', 'Ada', 'ada')`);
  const backup = await runOunce(['db', 'backup', file], { OUNCE_DATA_DIR: first });
  await database.close();
  assert.equal(backup.code, 0, backup.stderr);
  assert.match(backup.stdout, /^Backed up \d+ files, [\d.]+ MB, to .*backup\.tar\.gz\. It holds the keys too/);
  const again = await runOunce(['db', 'backup', file], { OUNCE_DATA_DIR: first });
  assert.equal(again.code, 2);
  assert.match(again.stderr, /is there already; choose another, or add --replace/);

  const restored = await runOunce(['db', 'restore', file], { OUNCE_DATA_DIR: second });
  assert.equal(restored.code, 0, restored.stderr);
  assert.match(restored.stdout, /^Restored \d+ files.*\nThe database opens, and its schema is up to date\.\n$/);

  const url = await emptyDatabaseUrl();
  const copied = await runOunce(['db', 'copy', url], { OUNCE_DATA_DIR: second });
  assert.equal(copied.code, 0, copied.stderr);
  assert.match(copied.stdout, /^users +1 rows {2}[0-9a-f]+-[0-9a-f]+$/m);
  assert.match(
    copied.stdout,
    /^Copied 1 rows in \d+ tables from .* to test_\S+ on .*; both have the same checksums\.$/m,
  );
  const twice = await runOunce(['db', 'copy', url], { OUNCE_DATA_DIR: second });
  assert.equal(twice.code, 2);
  assert.match(twice.stderr, /users of the database to copy to has rows already/);
  assert.deepEqual(readdirSync(path.dirname(file)), ['backup.tar.gz']);
});

test('ounce db says what is wrong with a line that it can’t do', (t) => {
  const folder = scratch(t);
  const file = path.join(folder, 'file');
  const password = 'postgres://ounce:sesame@localhost/ounce';
  const cases: [line: string[], env: Record<string, string>, code: number, says: RegExp][] = [
    [['copy', '--from', password, 'postgres://x'], {}, 2, /What is wanted\?\nounce db backup/],
    [['backup', file], { OUNCE_DATABASE_URL: password }, 2, /backed up with pg_dump or pg_basebackup/],
    [['restore', noBackup(file)], { OUNCE_DATA_DIR: folder }, 1, /no whole backup of Ounce's/],
    [['copy', 'mysql://ounce:sesame@localhost/x'], {}, 2, /OUNCE_DATABASE_URL is not understood/],
    [['backup', file, '--fast'], {}, 2, /Unknown option '--fast'/],
  ];
  for (const [line, env, code, says] of cases) {
    const script = path.join(root, 'scripts', 'db.ts');
    const { status, stderr } = spawnSync(process.execPath, [script, ...line], { env, encoding: 'utf8' });
    assert.equal(status, code, `${line.join(' ')}: ${stderr}`);
    assert.match(stderr, says);
    assert.doesNotMatch(stderr, /sesame/);
  }
});

function noBackup(file: string): string {
  writeFileSync(`${file}.other`, 'a holiday picture');
  return `${file}.other`;
}
