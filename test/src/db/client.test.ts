import assert from 'node:assert/strict';
import net from 'node:net';
import path from 'node:path';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { openDatabase } from '#src/db/client.ts';
import { emptyDatabaseUrl, testDatabase } from '../../database.ts';
import { scratch } from './held-database.ts';

const dataFolder = '/nowhere';

test('openDatabase() says of each way to fail what is to be done, and never the password', async () => {
  const url = await emptyDatabaseUrl();
  const known = new URL(url);
  const cases: [url: string, code: string, message: RegExp][] = [
    [
      'postgres://ada:sesame@127.0.0.1:1/ounce',
      'DATABASE_UNREACHABLE',
      /ounce on 127\.0\.0\.1:1: .*ECONNREFUSED.*Start/,
    ],
    ['postgres://ada:sesame@nowhere.invalid/ounce', 'DATABASE_UNREACHABLE', /on nowhere\.invalid: .*Start the server/],
    [
      `postgres://ada:sesame@localhost/none${known.search}`,
      'DATABASE_REFUSED',
      /role "ada" does not exist.*Mend the user/,
    ],
    [`postgres://ounce@localhost/none${known.search}`, 'DATABASE_REFUSED', /"none" does not exist.*Mend the name/],
  ];
  for (const [databaseUrl, code, message] of cases) {
    await assert.rejects(openDatabase({ databaseUrl, dataFolder }), (error: Error & { code?: string }) => {
      assert.equal(error.code, code, error.stack);
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /sesame/);
      return true;
    });
  }
});

test('openDatabase() gives up on a server that takes connections and says nothing', async (t) => {
  const port = await silentServer(t);
  const databaseUrl = `postgres://ounce@127.0.0.1:${port}/ounce`;
  await assert.rejects(openDatabase({ databaseUrl, dataFolder }), { code: 'DATABASE_UNREACHABLE', message: /timeout/ });
});

test('openDatabase() opens one of its own where no server is named, and again after it was closed', async (t) => {
  const own = { databaseUrl: undefined, dataFolder: scratch(t) };
  const first = await openDatabase(own);
  assert.equal(first.place.startsWith(path.join(own.dataFolder, 'database')), true, first.place);
  assert.match(first.place, /PostgreSQL \d+\.\d+, made now/);
  assert.equal(await first.answers(), true);
  await first.close();
  await first.close();
  assert.equal(await first.answers(), false);
  const second = await openDatabase(own);
  assert.match(second.place, /as it was/);
  await second.close();
});

test('a connection that breaks while nobody uses it harms nothing', async () => {
  const { pool, answers } = await testDatabase();
  const client = await pool.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  client.release();
  const other = await testDatabase();
  await other.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  assert.equal(await answers(), true);
});

async function silentServer(t: TestContext): Promise<number> {
  const sockets: net.Socket[] = [];
  const server = net.createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  return (server.address() as net.AddressInfo).port;
}
