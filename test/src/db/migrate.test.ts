import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { openDatabase, type Database } from '#src/db/client.ts';
import { migrate } from '#src/db/migrate.ts';
import { emptyDatabaseUrl } from '../../database.ts';

test('five nodes that start at once over an empty database all start, and the schema is there once', async () => {
  const url = await emptyDatabaseUrl();
  const program = path.join(import.meta.dirname, 'open-and-close.ts');
  const nodes = Array.from({ length: 5 }, () => promisify(execFile)(process.execPath, [program, url]));
  for (const { stdout, stderr } of await Promise.all(nodes)) assert.equal(stdout + stderr, '');
  const { pool, close } = await openDatabase({ databaseUrl: url, dataFolder: '/nowhere' });
  const { rows } = await pool.query<{ name: string }>('select name from migrations order by name');
  assert.ok(rows.length >= 2);
  assert.match(rows[0]?.name ?? '', /^0000_/);
  await close();
});

test('migrate() does nothing a second time', async () => {
  const { db, close } = await freshDatabase();
  assert.equal(await migrate(db), 0);
  await close();
});

test('migrate() refuses a schema that newer code has changed, and names it', async () => {
  const { db, pool, close } = await freshDatabase();
  await pool.query(`insert into migrations (name, hash) values ('9999_exams-of-tomorrow', 'x')`);
  const message =
    /a newer Ounce has changed its schema \(9999_exams-of-tomorrow is not known here\)\. Run that version/;
  await assert.rejects(migrate(db), { code: 'DATABASE_SCHEMA_NEWER', message });
  await close();
});

test('migrate() refuses a schema that another history has made', async () => {
  const { db, pool, close } = await freshDatabase();
  await pool.query(`update migrations set hash = 'x' where name like '0000%'`);
  await assert.rejects(migrate(db), { code: 'DATABASE_SCHEMA_FOREIGN', message: /another version of 0000_/ });
  await pool.query(`delete from migrations where name like '0000%'`);
  await assert.rejects(migrate(db), { code: 'DATABASE_SCHEMA_FOREIGN', message: /another version of 0000_/ });
  await close();
});

test('openDatabase() refuses a database with somebody else’s tables, and changes nothing there', async () => {
  const url = await emptyDatabaseUrl();
  const other = await openDatabase({ databaseUrl: url, dataFolder: '/nowhere' });
  await other.pool.query('drop schema public cascade; create schema public; create table sessions (mine text)');
  await other.close();
  await assert.rejects(openDatabase({ databaseUrl: url, dataFolder: '/nowhere' }), {
    code: 'DATABASE_SCHEMA_FOREIGN',
    message: /relation "sessions" already exists.*a database of its own/,
  });
});

async function freshDatabase(): Promise<Database> {
  return openDatabase({ databaseUrl: await emptyDatabaseUrl(), dataFolder: '/nowhere' });
}
