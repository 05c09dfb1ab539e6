/**
 * A process that has a database open: `node hold-database.ts <folder> [count]`. Prints one line of JSON when it is open, or
 * when it can't be opened. With a count it writes numbered rows from there on, and prints each number that the database
 * has confirmed. Ends when its input does.
 */
import { once } from 'node:events';
import pg from 'pg';
import { DatabaseError } from '#src/db/database-error.ts';
import { openEmbedded } from '#src/db/embedded/open-embedded.ts';

const [folder = '', count] = process.argv.slice(2);
try {
  // Only what is written has to outlive anything here.
  const server = await openEmbedded({ folder, settings: count === undefined ? { fsync: 'off' } : {} });
  console.log(JSON.stringify({ host: server.connection.host, pid: server.pid(), made: server.made }));
  const writing = count === undefined ? undefined : write(server.connection, Number(count));
  writing?.catch(() => {});
  process.stdin.resume();
  await once(process.stdin, 'end');
  await server.stop();
  process.exit(0);
} catch (error) {
  if (!(error instanceof DatabaseError)) throw error;
  console.log(JSON.stringify({ code: error.code, message: error.message }));
}

async function write(connection: pg.ClientConfig, from: number): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  await client.query('create table if not exists kept (n integer primary key)');
  for (let n = from; ; n++) {
    await client.query('insert into kept values ($1)', [n]);
    process.stdout.write(`${n}\n`);
  }
}
