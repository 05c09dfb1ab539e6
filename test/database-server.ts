/** Holds the server of test/database.ts: `node database-server.ts <folder>`. Ends when nobody has been connected for 10 s. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DatabaseError } from '#src/db/database-error.ts';
import { openEmbedded } from '#src/db/embedded/open-embedded.ts';

const [folder = ''] = process.argv.slice(2);
// Tests die with the machine: nothing of theirs has to survive it.
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

try {
  const server = await openEmbedded({ folder, settings });
  await untilAlone(new pg.Client({ ...server.connection, database: 'postgres' }));
  await server.stop();
  await rm(path.dirname(folder), { recursive: true, force: true });
} catch (error) {
  // Another test file was first.
  if (!(error instanceof DatabaseError) || error.code !== 'DATABASE_HELD') throw error;
}

async function untilAlone(client: pg.Client): Promise<void> {
  await client.connect();
  for (let alone = 0; alone < 20;) {
    await sleep(500);
    const others = `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;
    const { rowCount } = await client.query(others);
    alone = rowCount === 0 ? alone + 1 : 0;
  }
  await client.end();
}
