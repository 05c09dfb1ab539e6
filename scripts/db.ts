/** `ounce db …`: backing up, restoring and moving the data of this clone. The command's own package knows nothing of the app. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig, type Config } from '../src/config.ts';
import { backUp, type Counted } from '../src/db/backup/back-up.ts';
import { copyDatabase } from '../src/db/backup/copy-database.ts';
import { restore } from '../src/db/backup/restore.ts';
import { openDatabase } from '../src/db/client.ts';
import { DatabaseError } from '../src/db/database-error.ts';
import { openEmbedded } from '../src/db/embedded/open-embedded.ts';
import { ownerOf } from '../src/db/embedded/owner.ts';

/** The line can't be done as it is written, or here; the message says what to do. */
class UsageError extends Error {}

const usage = `ounce db backup <file> [--replace]     everything in the data folder into one file, while Ounce runs
ounce db restore <file> [--replace]    a backup in the place of the data; Ounce must not run
ounce db copy <url>                    all rows into an empty database on a server
ounce db copy --from <url>             all rows from a server into the empty data folder`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { replace: { type: 'boolean', default: false }, from: { type: 'string' } },
    });
    const [verb, place, ...more] = positionals;
    if (more.length > 0) throw new UsageError(`"${more.join(' ')}" is one argument too many`);
    await run(verb, place, values, readConfig(process.env));
    return 0;
  } catch (error) {
    return tell(error);
  }
}

interface Options {
  readonly replace: boolean;
  readonly from?: string | undefined;
}

function run(verb: string | undefined, place: string | undefined, options: Options, config: Config): Promise<void> {
  if (verb === 'copy' && (place === undefined) !== (options.from === undefined)) {
    return copy(config, place ?? options.from ?? '', place === undefined ? 'from' : 'to');
  }
  if (verb === 'backup' && place !== undefined) return backup(config, path.resolve(place), options.replace);
  if (verb === 'restore' && place !== undefined) return putBack(config, path.resolve(place), options.replace);
  throw new UsageError('What is wanted?');
}

async function backup(config: Config, file: string, replace: boolean): Promise<void> {
  refuseServer(config, 'backed up with pg_dump or pg_basebackup');
  if (!replace && existsSync(file)) throw new UsageError(`${file} is there already; choose another, or add --replace`);
  const { socketFolder, stop } = await serverOver(config.dataFolder);
  try {
    const { files, bytes } = await backUp({
      dataFolder: config.dataFolder,
      socketFolder,
      file,
      onProgress: progress(),
    });
    say(`Backed up ${files} files, ${megabytes(bytes)}, to ${file}. It holds the keys too: keep it secret.`);
  } finally {
    await stop();
  }
}

/** That of the Ounce that runs; else one for the moment. */
async function serverOver(dataFolder: string): Promise<{ socketFolder: string; stop: () => Promise<void> }> {
  const folder = path.join(dataFolder, 'database');
  if (!existsSync(path.join(folder, 'cluster'))) throw new UsageError(`There are no data in ${dataFolder}`);
  const running = (await ownerOf(folder))?.socketFolder;
  if (running !== undefined) return { socketFolder: running, stop: () => Promise.resolve() };
  const server = await openEmbedded({ folder });
  return { socketFolder: server.connection.host, stop: () => server.stop() };
}

async function putBack(config: Config, file: string, replace: boolean): Promise<void> {
  refuseServer(config, 'restored with pg_restore or psql');
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}`);
  const restored = await restore({ dataFolder: config.dataFolder, file, replace, onProgress: progress() });
  say(`Restored ${restored.files} files, ${megabytes(restored.bytes)}, as they were at ${restored.made}.`);
  for (const aside of restored.aside) say(`What was there before is ${aside}; delete it when nobody needs it.`);
  const database = await openDatabase(config);
  await database.close();
  say('The database opens, and its schema is up to date.');
}

async function copy(config: Config, url: string, direction: 'from' | 'to'): Promise<void> {
  // A wrong address is told by the one place that knows what a right one is, and without its password.
  const there = readConfig({ OUNCE_DATABASE_URL: url }).databaseUrl;
  if (there === undefined) throw new UsageError('An address is wanted, such as postgres://user:password@host/database');
  const ends =
    direction === 'to' ? [config, { ...config, databaseUrl: there }] : [{ ...config, databaseUrl: there }, config];
  const [source, target] = [await openDatabase(ends[0] ?? config), await openDatabase(ends[1] ?? config)];
  try {
    const tables = await copyDatabase({
      from: source.connection,
      to: target.connection,
      onTable: ({ table, rows, checksum }) => say(`${table.padEnd(20)} ${String(rows).padStart(9)} rows  ${checksum}`),
    });
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    say(
      `Copied ${rows} rows in ${tables.length} tables from ${source.place} to ${target.place}; both have the same checksums.`,
    );
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}

function refuseServer(config: Config, how: string): void {
  if (config.databaseUrl === undefined) return;
  throw new UsageError(
    `The data are on the server that OUNCE_DATABASE_URL names, and are ${how}; docs/operate.md tells more`,
  );
}

/** Says how far it is, about once a second, on a terminal. */
function progress(): (counted: Counted) => void {
  let last = Date.now();
  return ({ files, bytes }) => {
    if (!process.stderr.isTTY || Date.now() - last < 1_000) return;
    last = Date.now();
    process.stderr.write(`${files} files, ${megabytes(bytes)} …\n`);
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function say(text: string): void {
  console.log(text);
}

/** 1: it does not hold; 2: it could not be tried. */
function tell(error: unknown): number {
  const wrongLine = error instanceof UsageError || error instanceof ConfigError;
  if (wrongLine || isOption(error)) {
    console.error(`${(error as Error).message}\n${usage}`);
    return 2;
  }
  if (error instanceof DatabaseError) {
    console.error(error.message);
    return error.code === 'COPY_DIFFERS' || error.code === 'BACKUP_UNREADABLE' ? 1 : 2;
  }
  throw error;
}

function isOption(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
}
