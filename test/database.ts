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
import pg from 'pg';
import { openDatabase, type Database } from '#src/db/client.ts';
import { sqlStateOf } from '#src/db/database-error.ts';
import { ownerOf } from '#src/db/embedded/owner.ts';

const root = path.resolve(import.meta.dirname, '..');
const key = createHash('sha256').update(root).digest('hex').slice(0, 12);
const folder = path.join(tmpdir(), `ounce-test-${userInfo().uid}-${key}`, 'database');

/** A database with the schema and nothing in it, for the tests of one file; dropped after them. */
export async function testDatabase(): Promise<Database & { url: string }> {
  const url = await testDatabaseUrl();
  const database = await openDatabase({ databaseUrl: url, dataFolder: '/nowhere' });
  after(() => database.close());
  return { ...database, url };
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

type Make = (client: pg.Client, host: string, name: string) => Promise<void>;

async function newDatabase(make: Make, tries = 3): Promise<string> {
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  const host = await serverForTests();
  try {
    await admin(host, (client) => make(client, host, name));
  } catch (error) {
    // The server was about to end when this file came: the next one is found or started.
    if (tries === 1 || !(await isGone(host))) throw error;
    return newDatabase(make, tries - 1);
  }
  after(() => admin(host, (client) => client.query(`drop database ${name} with (force)`)));
  return urlOf(host, name);
}

async function isGone(host: string): Promise<boolean> {
  return admin(host, () => Promise.resolve(false)).catch(() => true);
}

function urlOf(host: string, name: string): string {
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
  const database = await openDatabase({ databaseUrl: urlOf(host, draft), dataFolder: '/nowhere' });
  await database.close();
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
    if (host !== undefined && (await isPresent(host))) return host;
    // Whoever comes second ends at once, saying that the first has it.
    if (tries % 100 === 0) startServer();
    await sleep(50);
  }
  throw new Error(`No database for tests came up in ${folder}; see server.log and holder.log there`);
}

let presence: { host: string; connected: Promise<boolean> } | undefined;

/** Keeps one connection for as long as this process lives: the server ends when there is none. */
function isPresent(host: string): Promise<boolean> {
  if (presence?.host === host) return presence.connected;
  const client = new pg.Client({ host, user: 'ounce', database: 'postgres' });
  client.on('error', () => (presence = undefined));
  const connected = client.connect().then(
    () => {
      // No reason for this process to go on; pg's types don't know of it.
      (client as pg.Client & { unref(): void }).unref();
      return true;
    },
    () => {
      presence = undefined;
      return false;
    },
  );
  presence = { host, connected };
  return connected;
}

function startServer(): void {
  spawn(process.execPath, [path.join(import.meta.dirname, 'database-server.ts'), folder], {
    detached: true,
    stdio: 'ignore',
  }).unref();
}
