/**
 * A database for each test file, on one server for all that run at once: whichever file comes first starts it, and it ends
 * by itself when nobody has been connected for a while. Each database is a copy of one that has the whole schema.
 */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { userInfo, tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { openPool, type Database } from '#src/db/client.ts';
import { sqlStateOf } from '#src/db/database-error.ts';
import { ownerOf } from '#src/db/embedded/owner.ts';
import { migrate } from '#src/db/migrate.ts';
import * as schema from '#src/db/schema.ts';

const root = path.resolve(import.meta.dirname, '..');
const key = createHash('sha256').update(root).digest('hex').slice(0, 12);
const folder = path.join(tmpdir(), `ounce-test-${userInfo().uid}-${key}`, 'database');

/** A database with the schema and nothing in it, for the tests of one file; dropped after them. */
export async function testDatabase(): Promise<Database & { url: string }> {
  const url = await testDatabaseUrl();
  const pool = openPool({ connectionString: url });
  const answers = (): Promise<boolean> => pool.query('select 1').then(() => true);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= pool.end());
  after(close);
  return { db: drizzle(pool, { schema }), pool, place: url, answers, close, url };
}

/** The same for what opens the database itself, as OUNCE_DATABASE_URL. */
export async function testDatabaseUrl(): Promise<string> {
  return newDatabase((client, host, name) => copyTemplate(client, host, name));
}

/** A database without the schema, dropped after the tests of the file. */
export async function emptyDatabaseUrl(): Promise<string> {
  return newDatabase(async (client, _host, name) => {
    await client.query(`create database ${name} template template0`);
  });
}

async function newDatabase(make: (client: pg.Client, host: string, name: string) => Promise<void>): Promise<string> {
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  const host = await serverForTests();
  await admin(host, (client) => make(client, host, name));
  after(() => admin(host, (client) => client.query(`drop database ${name} with (force)`)));
  return `postgres://ounce@localhost/${name}?host=${encodeURIComponent(host)}`;
}

async function copyTemplate(client: pg.Client, host: string, name: string): Promise<void> {
  const template = `template_${migrationsHash()}`;
  for (let tries = 1; ; tries++) {
    try {
      await client.query(`create database ${name} template ${template}`);
      return;
    } catch (error) {
      // 55006: somebody else is copying or making it at this moment.
      if (tries === 200 || !['3D000', '55006'].includes(sqlStateOf(error) ?? '')) throw error;
      if (sqlStateOf(error) === '3D000') await makeTemplate(client, host, template);
      else await sleep(20);
    }
  }
}

/** Made under another name and renamed, so that nobody copies half of it. */
async function makeTemplate(client: pg.Client, host: string, template: string): Promise<void> {
  const draft = `draft_${process.pid}_${randomBytes(4).toString('hex')}`;
  await client.query(`create database ${draft} template template0`);
  const pool = openPool({ host, user: 'ounce', database: draft });
  await migrate(drizzle(pool, { schema }));
  await pool.end();
  try {
    await client.query(`alter database ${draft} rename to ${template}`);
  } catch (error) {
    if (!['42P04', '23505'].includes(sqlStateOf(error) ?? '')) throw error;
    await client.query(`drop database ${draft} with (force)`);
  }
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  const migrations = path.join(root, 'src/db/migrations');
  for (const name of readdirSync(migrations).sort()) {
    if (name.endsWith('.sql')) hash.update(readFileSync(path.join(migrations, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function admin<T>(host: string, task: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ host, user: 'ounce', database: 'postgres' });
  await client.connect();
  try {
    return await task(client);
  } finally {
    await client.end();
  }
}

/** The folder of the socket of a server that runs; several callers at once start it once. */
async function serverForTests(): Promise<string> {
  const giveUpAt = Date.now() + 120_000;
  for (let tries = 0; Date.now() < giveUpAt; tries++) {
    const host = (await ownerOf(folder))?.socketFolder;
    if (host !== undefined && (await canConnect(host))) return host;
    // Whoever comes second ends at once, saying that the first has it.
    if (tries % 100 === 0) startServer();
    await sleep(50);
  }
  throw new Error(`No database for tests came up in ${folder}; see server.log and holder.log there`);
}

async function canConnect(host: string): Promise<boolean> {
  try {
    return await admin(host, () => Promise.resolve(true));
  } catch {
    return false;
  }
}

function startServer(): void {
  spawn(process.execPath, [path.join(import.meta.dirname, 'database-server.ts'), folder], {
    detached: true,
    stdio: 'ignore',
  }).unref();
}
